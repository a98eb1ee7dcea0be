package io.dayside.workforce;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.tenancy.ConfigurationDocument;
import io.dayside.tenancy.ConfigurationPart;
import io.dayside.tenancy.ConfigurationProblems;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Specialist.Competency;
import io.dayside.workforce.Specialist.Licence;
import io.dayside.workforce.Specialist.Privilege;
import io.dayside.workforce.Specialist.Shift;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Documents of kind {@code Specialist}. */
@Component
@Order(10)
class SpecialistPart implements ConfigurationPart {

    private final SpecialistRows rows;
    private final AuditTrail trail;

    SpecialistPart(SpecialistRows rows, AuditTrail trail) {
        this.rows = rows;
        this.trail = trail;
    }

    /** As written; dates are checked by their types, references and order by {@link #checked}. */
    record Spec(
            String username,
            String displayName,
            String zone,
            int capacity,
            List<LicenceSpec> licences,
            List<PrivilegeSpec> privileges,
            List<Competency> competencies,
            List<ShiftSpec> shifts) {}

    record LicenceSpec(
            String jurisdiction, String number, Specialist.Standing standing, LocalDate validFrom, LocalDate validTo) {}

    record PrivilegeSpec(String tenant, Specialist.Standing standing, LocalDate validFrom, LocalDate validTo) {}

    record ShiftSpec(Set<DayOfWeek> days, LocalTime from, LocalTime to) {}

    @Override
    public String kind() {
        return "Specialist";
    }

    @Override
    public Plan plan(List<ConfigurationDocument> documents, List<Hospital> tenants, ConfigurationProblems problems) {
        var declared = new ArrayList<Specialist>();
        var usernames = new HashSet<String>();
        for (var document : documents) {
            document.as(Spec.class, problems)
                    .flatMap(spec -> checked(document.where(), spec, tenants, problems))
                    .ifPresent(specialist -> {
                        if (!usernames.add(specialist.username())) {
                            problems.add(
                                    document.where() + ": username", "'" + specialist.username() + "' is used twice");
                        }
                        declared.add(specialist);
                    });
        }
        return new SpecialistPlan(changed(declared));
    }

    private static Optional<Specialist> checked(
            String where, Spec spec, List<Hospital> tenants, ConfigurationProblems problems) {
        int before = problems.lines().size();
        if (!spec.username().matches("[a-z][a-z0-9.-]{1,62}")) {
            problems.add(where + ": username", "is 2 to 63 of a-z, 0-9, '.' and '-'");
        }
        if (spec.capacity() < 1) {
            problems.add(where + ": capacity", "is at least 1");
        }
        checkZone(where, spec.zone(), problems);
        for (var licence : spec.licences()) {
            checkDates(where + ": licence " + licence.jurisdiction(), licence.validFrom(), licence.validTo(), problems);
        }
        for (var privilege : spec.privileges()) {
            checkDates(
                    where + ": privilege " + privilege.tenant(), privilege.validFrom(), privilege.validTo(), problems);
            if (tenants.stream().noneMatch(hospital -> hospital.id().code().equals(privilege.tenant()))) {
                problems.add(where + ": privilege", "names the unknown hospital '" + privilege.tenant() + "'");
            }
        }
        for (var shift : spec.shifts()) {
            if (shift.days().isEmpty()) {
                problems.add(where + ": shift", "has no days");
            }
        }
        return problems.lines().size() > before ? Optional.empty() : Optional.of(specialist(spec));
    }

    private static void checkZone(String where, String zone, ConfigurationProblems problems) {
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            problems.add(where + ": zone", "is no time zone such as Europe/Zurich");
        }
    }

    private static void checkDates(String where, LocalDate from, LocalDate to, ConfigurationProblems problems) {
        if (to.isBefore(from)) {
            problems.add(where, "ends before it begins");
        }
    }

    private static Specialist specialist(Spec spec) {
        return new Specialist(
                spec.username(),
                spec.displayName(),
                ZoneId.of(spec.zone()),
                spec.capacity(),
                spec.licences().stream()
                        .map(one -> new Licence(
                                one.jurisdiction(), one.number(), one.standing(), one.validFrom(), one.validTo()))
                        .toList(),
                spec.privileges().stream()
                        .map(one -> new Privilege(
                                new TenantId(one.tenant()), one.standing(), one.validFrom(), one.validTo()))
                        .toList(),
                spec.competencies(),
                spec.shifts().stream()
                        .map(one -> new Shift(one.days(), one.from(), one.to()))
                        .toList());
    }

    private List<Specialist> changed(List<Specialist> declared) {
        var running = rows.all().stream().collect(Collectors.toMap(Specialist::username, Function.identity()));
        return declared.stream()
                .filter(specialist -> !sameAs(running, specialist))
                .toList();
    }

    /** The order in which licences and the like are written does not matter. */
    private static boolean sameAs(Map<String, Specialist> running, Specialist declared) {
        var before = running.get(declared.username());
        return before != null
                && before.displayName().equals(declared.displayName())
                && before.zone().equals(declared.zone())
                && before.capacity() == declared.capacity()
                && Set.copyOf(before.licences()).equals(Set.copyOf(declared.licences()))
                && Set.copyOf(before.privileges()).equals(Set.copyOf(declared.privileges()))
                && Set.copyOf(before.competencies()).equals(Set.copyOf(declared.competencies()))
                && before.shifts().equals(declared.shifts());
    }

    private final class SpecialistPlan implements Plan {

        private final List<Specialist> changed;

        SpecialistPlan(List<Specialist> changed) {
            this.changed = changed;
        }

        @Override
        public List<String> changes() {
            return changed.stream()
                    .map(specialist -> "specialist " + specialist.username() + ": new or changed")
                    .toList();
        }

        @Override
        public void apply() {
            changed.forEach(specialist -> {
                rows.replace(specialist);
                trail.append(AuditEvent.of(
                        TenantId.PLATFORM, AuditAction.SPECIALIST_CHANGED, "specialist:" + specialist.username()));
            });
        }
    }
}
