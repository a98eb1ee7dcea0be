package io.dayside.tenancy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;

/**
 * Documents of a kind of which each hospital has one at most, under {@code hospital} naming itself.
 *
 * @param <R> what a document says, told apart by {@code equals}
 */
public abstract class OneDocumentPerHospital<R> implements ConfigurationPart {

    private final ApplicationEventPublisher events;

    protected OneDocumentPerHospital(ApplicationEventPublisher events) {
        this.events = events;
    }

    /** Reads all fields but {@code hospital}. */
    protected abstract R read(Fields fields);

    /** Notes what cannot be so at that hospital. */
    protected void check(R rule, Hospital hospital, Fields fields) {}

    /** What runs, by the hospitals' ids. */
    protected abstract Map<String, R> running();

    protected abstract String inWords(R rule);

    /** What holds without a document, in words. */
    protected abstract String withoutInWords();

    protected abstract void keep(TenantId hospital, R rule);

    protected abstract void remove(TenantId hospital);

    @Override
    public final Plan plan(
            List<ConfigurationDocument> documents, List<Hospital> tenants, ConfigurationProblems problems) {
        var hospitals = tenants.stream()
                .collect(Collectors.toMap(hospital -> hospital.id().code(), Function.identity()));
        var declared = new TreeMap<String, R>();
        for (var document : documents) {
            var fields = document.fields(problems);
            var code = fields.text("hospital");
            var rule = read(fields);
            var hospital = hospitals.get(code);
            if (hospital != null) {
                check(rule, hospital, fields);
            } else if (!code.isEmpty()) {
                fields.problem("hospital", "must be the id of a hospital that these files declare");
            }
            if (hospital != null && declared.put(code, rule) != null) {
                fields.problem("hospital", "already has a document of this kind");
            }
            fields.noOthers();
        }
        return new RulePlan(declared, changes(running(), declared));
    }

    private Map<String, String> changes(Map<String, R> running, Map<String, R> declared) {
        var lines = new TreeMap<String, String>();
        declared.forEach((hospital, rule) -> {
            if (!rule.equals(running.get(hospital))) {
                lines.put(hospital, inWords(rule));
            }
        });
        running.keySet().stream()
                .filter(hospital -> !declared.containsKey(hospital))
                .forEach(hospital -> lines.put(hospital, withoutInWords()));
        return lines;
    }

    private final class RulePlan implements Plan {

        private final Map<String, R> declared;
        private final Map<String, String> lines;

        RulePlan(Map<String, R> declared, Map<String, String> lines) {
            this.declared = declared;
            this.lines = lines;
        }

        @Override
        public List<String> changes() {
            return lines.entrySet().stream()
                    .map(line -> "hospital " + line.getKey() + ": " + line.getValue())
                    .toList();
        }

        @Override
        public void apply() {
            lines.forEach((code, line) -> {
                var hospital = new TenantId(code);
                var rule = declared.get(code);
                if (rule == null) {
                    remove(hospital);
                } else {
                    keep(hospital, rule);
                }
                var said = "%s: %s".formatted(kind().toLowerCase(Locale.ROOT), line);
                events.publishEvent(new TenantConfigured(hospital, List.of(said)));
            });
        }
    }
}
