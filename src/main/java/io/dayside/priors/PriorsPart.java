package io.dayside.priors;

import io.dayside.tenancy.ConfigurationDocument;
import io.dayside.tenancy.ConfigurationPart;
import io.dayside.tenancy.ConfigurationProblems;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantConfigured;
import io.dayside.tenancy.TenantId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Documents of kind {@code Priors}: which of a hospital's systems is asked. Without one, none is. */
@Component
@Order(40)
class PriorsPart implements ConfigurationPart {

    private static final int MOST = 20;
    private static final int MOST_YEARS = 100;

    private final PriorsRows rows;
    private final ApplicationEventPublisher events;

    PriorsPart(PriorsRows rows, ApplicationEventPublisher events) {
        this.rows = rows;
        this.events = events;
    }

    @Override
    public String kind() {
        return "Priors";
    }

    @Override
    public Plan plan(List<ConfigurationDocument> documents, List<Hospital> tenants, ConfigurationProblems problems) {
        var hospitals = tenants.stream()
                .collect(Collectors.toMap(hospital -> hospital.id().code(), Function.identity()));
        var declared = new TreeMap<String, PriorsRule>();
        for (var document : documents) {
            var fields = document.fields(problems);
            var code = fields.text("hospital");
            var pacs = fields.text("pacs");
            int most = fields.integer("most", 1, MOST);
            int years = fields.integer("years", 1, MOST_YEARS);
            var hospital = hospitals.get(code);
            if (hospital == null) {
                fields.problem("hospital", "must be the id of a hospital that these files declare");
            } else if (hospital.destination(pacs).isEmpty()) {
                fields.problem("pacs", "must be the AE title of one of the hospital's destinations");
            } else if (declared.put(code, new PriorsRule(hospital.id(), pacs, most, years)) != null) {
                fields.problem("hospital", "already has a document of this kind");
            }
            fields.noOthers();
        }
        return new RulePlan(rows.rules(), declared);
    }

    private final class RulePlan implements Plan {

        private final Map<String, PriorsRule> declared;
        private final TreeMap<String, String> lines = new TreeMap<>();

        RulePlan(Map<String, PriorsRule> running, Map<String, PriorsRule> declared) {
            this.declared = declared;
            declared.forEach((hospital, rule) -> {
                if (!rule.equals(running.get(hospital))) {
                    lines.put(
                            hospital,
                            "priors come from %s, %d at most, of %d years"
                                    .formatted(rule.pacs(), rule.most(), rule.years()));
                }
            });
            running.keySet().stream()
                    .filter(hospital -> !declared.containsKey(hospital))
                    .forEach(hospital -> lines.put(hospital, "priors are not asked for"));
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
                var rule = declared.get(hospital);
                if (rule == null) {
                    rows.remove(new TenantId(hospital));
                } else {
                    rows.keep(rule);
                }
                events.publishEvent(new TenantConfigured(new TenantId(hospital), List.of(line)));
            });
        }
    }
}
