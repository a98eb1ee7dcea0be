package io.dayside.vetting;

import io.dayside.tenancy.ConfigurationDocument;
import io.dayside.tenancy.ConfigurationPart;
import io.dayside.tenancy.ConfigurationProblems;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantConfigured;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Documents of kind {@code PracticalTest}. Who sits already goes on with the version that they were invited to. */
@Component
@Order(80)
class PracticalTestPart implements ConfigurationPart {

    private final PracticalTestRows rows;
    private final ApplicationEventPublisher events;

    PracticalTestPart(PracticalTestRows rows, ApplicationEventPublisher events) {
        this.rows = rows;
        this.events = events;
    }

    @Override
    public String kind() {
        return "PracticalTest";
    }

    @Override
    public Plan plan(List<ConfigurationDocument> documents, List<Hospital> tenants, ConfigurationProblems problems) {
        var libraries = tenants.stream()
                .filter(Hospital::keepsLibrary)
                .map(hospital -> hospital.id().code())
                .collect(Collectors.toSet());
        Map<String, PracticalTest> declared = new LinkedHashMap<>();
        for (var document : documents) {
            var fields = document.fields(problems);
            var test = PracticalTestReader.read(fields, libraries);
            if (!test.id().isEmpty() && declared.put(test.id(), test) != null) {
                fields.problem("id", "'" + test.id() + "' is used twice");
            }
        }
        return new TestPlan(declared, problems.isEmpty() ? rows.inUse() : List.of());
    }

    private final class TestPlan implements Plan {

        private final List<PracticalTest> changed = new ArrayList<>();
        private final List<PracticalTest> gone;
        private final Map<String, String> lines = new TreeMap<>();

        TestPlan(Map<String, PracticalTest> declared, List<PracticalTest> running) {
            var before = running.stream().collect(Collectors.toMap(PracticalTest::id, test -> test));
            declared.forEach((id, test) -> {
                if (!test.equals(before.get(id))) {
                    changed.add(test);
                    lines.put(
                            id,
                            "%d cases, %s".formatted(test.cases().size(), before.containsKey(id) ? "changed" : "new"));
                }
            });
            gone = running.stream()
                    .filter(test -> !declared.containsKey(test.id()))
                    .toList();
            gone.forEach(test -> lines.put(test.id(), "is removed; what was scored stays"));
        }

        @Override
        public List<String> changes() {
            return lines.entrySet().stream()
                    .map(line -> "practical test %s: %s".formatted(line.getKey(), line.getValue()))
                    .toList();
        }

        @Override
        public void apply() {
            gone.forEach(rows::takeOutOfUse);
            changed.forEach(rows::use);
            gone.forEach(this::tell);
            changed.forEach(this::tell);
        }

        private void tell(PracticalTest test) {
            var said = "practical test %s: %s".formatted(test.id(), lines.get(test.id()));
            events.publishEvent(new TenantConfigured(test.library(), List.of(said)));
        }
    }
}
