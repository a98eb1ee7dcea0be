package io.dayside.tenancy;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents of kind {@code Hospital}. Applied before every other part, since the others refer to hospitals. */
@Component
class HospitalPart {

    static final String KIND = "Hospital";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    HospitalPart(JdbcClient jdbc, JsonMapper json, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.events = events;
        this.clock = clock;
    }

    /** Every well-formed hospital, checked against the others for what must be unique over all. */
    List<Hospital> declared(List<ConfigurationDocument> documents, ConfigurationProblems problems) {
        var hospitals = new ArrayList<Hospital>();
        for (var document : documents) {
            document.as(HospitalSpec.class, problems)
                    .flatMap(spec -> spec.checked(document.where(), problems))
                    .ifPresent(hospitals::add);
        }
        once(hospitals.stream().map(hospital -> hospital.id().code()).toList(), "id", problems);
        once(hospitals.stream().map(Hospital::aeTitle).toList(), "aeTitle", problems);
        once(hospitals.stream().map(Hospital::numberPrefix).toList(), "numberPrefix", problems);
        once(hospitals.stream().map(hospital -> hospital.orders().toString()).toList(), "orders", problems);
        return hospitals;
    }

    private static void once(List<String> values, String field, ConfigurationProblems problems) {
        var seen = new HashMap<String, Integer>();
        values.forEach(value -> seen.merge(value, 1, Integer::sum));
        seen.forEach((value, times) -> {
            if (times > 1) {
                problems.add("hospitals", field + " '" + value + "' is used " + times + " times");
            }
        });
    }

    ConfigurationPart.Plan plan(List<Hospital> declared) {
        var running = new HashMap<String, JsonNode>();
        jdbc.sql("select code, config from tenant")
                .query((row, _) -> Map.entry(row.getString("code"), json.readTree(row.getString("config"))))
                .list()
                .forEach(entry -> running.put(entry.getKey(), entry.getValue()));
        var changes = new HashMap<Hospital, List<String>>();
        for (var hospital : declared) {
            var lines = differences(running.get(hospital.id().code()), json.valueToTree(hospital));
            if (!lines.isEmpty()) {
                changes.put(hospital, lines);
            }
        }
        return new HospitalPlan(changes);
    }

    private static List<String> differences(@Nullable JsonNode running, JsonNode declared) {
        if (running == null) {
            return List.of("new hospital");
        }
        var lines = new ArrayList<String>();
        declared.properties().forEach(field -> {
            var before = running.get(field.getKey());
            if (!Objects.equals(before, field.getValue())) {
                lines.add("%s: %s -> %s".formatted(field.getKey(), before, field.getValue()));
            }
        });
        return lines;
    }

    private final class HospitalPlan implements ConfigurationPart.Plan {

        private final Map<Hospital, List<String>> changes;

        HospitalPlan(Map<Hospital, List<String>> changes) {
            this.changes = changes;
        }

        @Override
        public List<String> changes() {
            return changes.entrySet().stream()
                    .flatMap(entry -> entry.getValue().stream()
                            .map(line -> "hospital " + entry.getKey().id() + ": " + line))
                    .sorted()
                    .toList();
        }

        @Override
        public void apply() {
            changes.forEach((hospital, lines) -> {
                store(hospital);
                events.publishEvent(new TenantConfigured(hospital.id(), lines));
            });
        }
    }

    private void store(Hospital hospital) {
        jdbc.sql("""
                insert into tenant (code, config, applied_at) values (:code, :config::jsonb, :now)
                on conflict (code) do update set config = excluded.config, applied_at = excluded.applied_at""")
                .param("code", hospital.id().code())
                .param("config", json.writeValueAsString(hospital))
                .param("now", Timestamp.from(clock.instant()))
                .update();
        hospital.facilities().forEach(this::store);
    }

    private void store(Facility facility) {
        jdbc.sql("""
                insert into facility (tenant_id, code, name, jurisdiction, zone)
                values (:tenant, :code, :name, :jurisdiction, :zone)
                on conflict (tenant_id, code) do update
                set name = excluded.name, jurisdiction = excluded.jurisdiction, zone = excluded.zone""")
                .param("tenant", facility.tenant().code())
                .param("code", facility.code())
                .param("name", facility.name())
                .param("jurisdiction", facility.jurisdiction())
                .param("zone", facility.zone().getId())
                .update();
    }
}
