package io.dayside.sla;

import io.dayside.sla.ServiceLevel.Promise;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Priority;
import java.time.ZoneId;
import java.util.List;

/** A hospital's service levels: the first that covers a case holds, and its turnaround times where none does. */
record ServiceLevels(List<ServiceLevel> levels) {

    static final ServiceLevels NONE = new ServiceLevels(List.of());

    ServiceLevels {
        levels = List.copyOf(levels);
    }

    /** @param zone of the case's facility */
    Promise promise(Hospital hospital, Priority priority, String modality, Beginnings beginnings, ZoneId zone) {
        return levels.stream()
                .filter(level -> level.covers(priority, modality, beginnings, zone))
                .findFirst()
                .map(level -> level.from(beginnings, zone))
                .orElseGet(() -> {
                    var target = hospital.turnaround(priority);
                    var begin = beginnings.completeAt();
                    return new Promise("", ClockBegin.STUDY_COMPLETE, begin, target, begin.plus(target), null, null);
                });
    }
}
