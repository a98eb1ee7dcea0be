package io.dayside.archive;

import io.dayside.tenancy.ConfigurationDocument;
import io.dayside.tenancy.ConfigurationPart;
import io.dayside.tenancy.ConfigurationProblems;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantConfigured;
import io.dayside.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Documents of kind {@code Retention}: how many years a hospital's studies are kept. Without one, for ever. */
@Component
@Order(30)
class RetentionPart implements ConfigurationPart {

    private static final int MOST_YEARS = 100;

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    RetentionPart(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    @Override
    public String kind() {
        return "Retention";
    }

    @Override
    public Plan plan(List<ConfigurationDocument> documents, List<Hospital> tenants, ConfigurationProblems problems) {
        var hospitals = tenants.stream().map(hospital -> hospital.id().code()).collect(Collectors.toSet());
        var declared = new TreeMap<String, Integer>();
        for (var document : documents) {
            var fields = document.fields(problems);
            var hospital = fields.text("hospital");
            int years = fields.integer("keepYears", 1, MOST_YEARS);
            if (!hospital.isEmpty() && !hospitals.contains(hospital)) {
                fields.problem("hospital", "must be the id of a hospital that these files declare");
            } else if (declared.put(hospital, years) != null) {
                fields.problem("hospital", "already has a document of this kind");
            }
            fields.noOthers();
        }
        return new RulePlan(running(), declared);
    }

    private Map<String, Integer> running() {
        return jdbc
                .sql("select tenant_id, keep_years from retention_rule")
                .query((row, _) -> Map.entry(row.getString("tenant_id"), row.getInt("keep_years")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private final class RulePlan implements Plan {

        private final Map<String, Integer> declared;
        private final TreeMap<String, String> lines = new TreeMap<>();

        RulePlan(Map<String, Integer> running, Map<String, Integer> declared) {
            this.declared = declared;
            declared.forEach((hospital, years) -> {
                if (!Objects.equals(running.get(hospital), years)) {
                    lines.put(hospital, "studies are kept for %d years".formatted(years));
                }
            });
            running.keySet().stream()
                    .filter(hospital -> !declared.containsKey(hospital))
                    .forEach(hospital -> lines.put(hospital, "studies are kept for ever"));
        }

        @Override
        public List<String> changes() {
            return lines.entrySet().stream()
                    .map(line -> "hospital " + line.getKey() + ": " + line.getValue())
                    .toList();
        }

        @Override
        public void apply() {
            lines.forEach((hospital, line) -> {
                if (declared.containsKey(hospital)) {
                    keep(hospital, declared.get(hospital));
                } else {
                    keepForEver(hospital);
                }
                events.publishEvent(new TenantConfigured(new TenantId(hospital), List.of("retention: " + line)));
            });
        }
    }

    private void keep(String hospital, int years) {
        jdbc.sql("""
                insert into retention_rule (tenant_id, keep_years) values (:tenant, :years)
                on conflict (tenant_id) do update set keep_years = excluded.keep_years""").param("tenant", hospital).param("years", years).update();
    }

    private void keepForEver(String hospital) {
        jdbc.sql("delete from retention_rule where tenant_id = :tenant")
                .param("tenant", hospital)
                .update();
    }
}
