package io.dayside.sla;

import io.dayside.sla.Communication.Kept;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a hospital was promised and got in one month: the reports that became final in it. No patient is named.
 *
 * @param zone in which the month begins and ends
 * @param lines by service level, beginning of the clock and priority; empty where nothing was read
 * @param critical every critical result that was raised in the month, in that order
 * @param late every report that came after its promise, the latest first
 */
public record MonthlyReport(
        TenantId tenant,
        String hospital,
        YearMonth month,
        ZoneId zone,
        List<Line> lines,
        List<Late> late,
        List<Critical> critical) {

    public int reports() {
        return lines.stream().mapToInt(Line::reports).sum();
    }

    /** Of critical results of which that is known. */
    public int communicated() {
        return (int) critical.stream()
                .filter(one -> one.kept() == Kept.KEPT || one.kept() == Kept.BROKEN)
                .count();
    }

    /** How many were raised in error. */
    public int withdrawn() {
        return (int)
                critical.stream().filter(one -> one.kept() == Kept.WITHDRAWN).count();
    }

    /** How many of {@link #communicated} were acknowledged within their promise. */
    public int communicatedOnTime() {
        return (int) critical.stream().filter(one -> one.kept() == Kept.KEPT).count();
    }

    public int onTime() {
        return lines.stream().mapToInt(Line::onTime).sum();
    }

    /**
     * The cases of one service level, beginning and priority. Times are without pauses.
     *
     * @param from what its clocks began with; they ran to the signed report
     * @param level empty where the hospital's turnaround times alone held
     * @param onTime how many of the reports were signed within their promise
     * @param ninetieth nearest rank; so {@code ninetyFifth}
     * @param steps interim promises of the level
     */
    public record Line(
            String level,
            ClockBegin from,
            Priority priority,
            int reports,
            int onTime,
            Duration median,
            Duration ninetieth,
            Duration ninetyFifth,
            Duration longest,
            List<Step> steps) {}

    /**
     * A critical result, from raising to acknowledgement.
     *
     * @param number of the case
     * @param acknowledgedAt absent while nobody has
     * @param took until then, or until now
     * @param byPhone whether the specialist noted that somebody was told on the phone
     */
    public record Critical(
            String number,
            Instant raisedAt,
            @Nullable Instant acknowledgedAt,
            Duration took,
            Duration target,
            Kept kept,
            boolean byPhone) {

        static Critical of(Communication one, Instant now) {
            return new Critical(
                    one.number(),
                    one.raisedAt(),
                    one.acknowledgedAt(),
                    one.took(now),
                    one.target(),
                    one.kept(now),
                    one.byPhone());
        }
    }

    /**
     * One interim promise.
     *
     * @param name {@code opened} or {@code preliminary report}
     * @param promised to how many cases
     * @param onTime for how many of them it was kept; where the step never came, the signed
     *     report stands for it
     */
    public record Step(String name, int promised, int onTime) {}

    /**
     * A promise that was broken.
     *
     * @param begunAt when the clock began, with {@code from}
     * @param over by how much
     * @param pauses why the clock stood still before, in words; empty where it never did
     */
    public record Late(
            String number,
            String modality,
            Priority priority,
            String level,
            ClockBegin from,
            Instant begunAt,
            Instant completedAt,
            @Nullable Instant openedAt,
            Instant signedAt,
            Duration turnaround,
            Duration over,
            List<String> pauses) {}
}
