package io.dayside.tenancy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Documents of kind {@code Hospital}. Applied before every other part, since the others refer to hospitals. */
@Component
class HospitalPart {

    static final String KIND = "Hospital";

    private final HospitalRows rows;
    private final ApplicationEventPublisher events;

    HospitalPart(HospitalRows rows, ApplicationEventPublisher events) {
        this.rows = rows;
        this.events = events;
    }

    ConfigurationPart.Plan plan(List<Hospital> declared, ConfigurationProblems problems) {
        var running = new TreeMap<TenantId, Hospital>();
        rows.inService().forEach(hospital -> running.put(hospital.id(), hospital));
        var changed = new TreeMap<TenantId, Change>();
        for (var hospital : declared) {
            var before = running.remove(hospital.id());
            if (before != null && before.keepsLibrary() != hospital.keepsLibrary()) {
                problems.add(
                        "hospital %s: teaching".formatted(hospital.id()),
                        "cannot change: what was sent to a hospital is read for patients, what was sent to a library never");
            }
            var lines = differences(before, hospital);
            if (!lines.isEmpty()) {
                changed.put(hospital.id(), new Change(lines, () -> rows.store(hospital)));
            }
        }
        running.keySet()
                .forEach(gone -> changed.put(
                        gone, new Change(List.of("is taken out of service"), () -> rows.takeOutOfService(gone))));
        return new HospitalPlan(changed);
    }

    private List<String> differences(@Nullable Hospital running, Hospital declared) {
        if (running == null) {
            return List.of("is taken into service as " + declared.name());
        }
        var before = rows.values(running);
        var lines = new ArrayList<String>();
        rows.values(declared).forEach((path, value) -> {
            var old = before.remove(path);
            if (!value.equals(old)) {
                lines.add(
                        old == null
                                ? "%s: %s is added".formatted(path, value)
                                : "%s: %s becomes %s".formatted(path, old, value));
            }
        });
        before.forEach((path, value) -> lines.add("%s: %s is removed".formatted(path, value)));
        return lines;
    }

    private record Change(List<String> lines, Runnable make) {}

    private final class HospitalPlan implements ConfigurationPart.Plan {

        private final Map<TenantId, Change> changed;

        HospitalPlan(Map<TenantId, Change> changed) {
            this.changed = changed;
        }

        @Override
        public List<String> changes() {
            return changed.entrySet().stream()
                    .flatMap(entry ->
                            entry.getValue().lines().stream().map(line -> "hospital " + entry.getKey() + ": " + line))
                    .toList();
        }

        @Override
        public void apply() {
            changed.forEach((tenant, change) -> {
                change.make().run();
                events.publishEvent(new TenantConfigured(tenant, change.lines()));
            });
        }
    }
}
