package io.dayside.sla;

import io.dayside.tenancy.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a hospital is promised for some of its cases.
 *
 * @param name what people call it, unique within the hospital
 * @param priorities of the order; none means any
 * @param modalities by the code in Modality (0008,0060); none means any
 * @param begins with what its clocks begin; the complete study where nothing is said
 * @param begun only for clocks that begin within these hours; absent for any hour
 * @param counted only these hours count; absent where every hour does
 * @param opened longest time until a specialist has opened the case; absent where nothing is promised
 * @param preliminary longest time until a preliminary report; absent where nothing is promised
 * @param complete longest time until the signed report
 */
record ServiceLevel(
        String name,
        Set<Priority> priorities,
        Set<String> modalities,
        ClockBegin begins,
        @Nullable OpeningHours begun,
        @Nullable OpeningHours counted,
        @Nullable Duration opened,
        @Nullable Duration preliminary,
        Duration complete) {

    ServiceLevel {
        priorities = Set.copyOf(priorities);
        modalities = Set.copyOf(modalities);
        begins = Objects.requireNonNullElse(begins, ClockBegin.STUDY_COMPLETE);
    }

    boolean covers(Priority priority, String modality, Beginnings beginnings, ZoneId zone) {
        return (priorities.isEmpty() || priorities.contains(priority))
                && (modalities.isEmpty() || modalities.contains(modality))
                && (begun == null || begun.isOpen(beginnings.at(begins), zone));
    }

    Promise from(Beginnings beginnings, ZoneId zone) {
        var begin = beginnings.at(begins);
        return new Promise(
                name,
                beginnings.with(begins),
                begin,
                complete,
                due(begin, complete, zone),
                opened == null ? null : due(begin, opened, zone),
                preliminary == null ? null : due(begin, preliminary, zone));
    }

    private Instant due(Instant begin, Duration time, ZoneId zone) {
        return counted == null ? begin.plus(time) : counted.after(begin, time, zone);
    }

    /**
     * What one case is promised, before any pause.
     *
     * @param level the service level's name; empty where the hospital's turnaround times alone say it
     * @param begunAt when its clock began
     * @param target counted time until the signed report
     */
    record Promise(
            String level,
            ClockBegin begunWith,
            Instant begunAt,
            Duration target,
            Instant dueAt,
            @Nullable Instant openDueAt,
            @Nullable Instant preliminaryDueAt) {}
}
