package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.routing.ExemptionDesk.Outcome;
import io.dayside.sla.ReadingFloor;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Tells the manager's room who holds what and who is on. */
@Component
@Transactional(readOnly = true)
class LeasedFloor implements ReadingFloor {

    private final LeaseRows leases;
    private final Specialists specialists;
    private final RuleBook rules;
    private final ExemptionDesk exemptions;
    private final Clock clock;

    LeasedFloor(LeaseRows leases, Specialists specialists, RuleBook rules, ExemptionDesk exemptions, Clock clock) {
        this.leases = leases;
        this.specialists = specialists;
        this.rules = rules;
        this.exemptions = exemptions;
        this.clock = clock;
    }

    @Override
    public Map<CaseId, Holder> holders(Collection<CaseId> ids) {
        var names = specialists.all().stream().collect(Collectors.toMap(Specialist::username, Specialist::displayName));
        return leases.held(clock.instant()).stream()
                .filter(lease -> ids.contains(lease.id()))
                .collect(Collectors.toMap(
                        Lease::id,
                        lease ->
                                new Holder(names.getOrDefault(lease.username(), lease.username()), lease.heldSince())));
    }

    @Override
    public List<OnShift> onShift() {
        var now = clock.instant();
        var held = leases.held(now).stream().collect(Collectors.groupingBy(Lease::username, Collectors.counting()));
        return specialists.all().stream()
                .map(specialist -> onShift(specialist, held.getOrDefault(specialist.username(), 0L), now))
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public Map<CaseId, String> withoutReader(Collection<Case> works) {
        return rules.withoutReader(works);
    }

    @Override
    public List<Reader> readers(Case work) {
        var now = clock.instant();
        return specialists.all().stream()
                .map(specialist -> reader(work, specialist, now))
                .sorted(Comparator.comparingInt(reader -> reader.obstacles().size()))
                .toList();
    }

    private Reader reader(Case work, Specialist specialist, Instant now) {
        var barring = rules.explain(work, specialist, now).stream()
                .filter(verdict -> !verdict.allowed())
                .toList();
        return new Reader(
                specialist.username(),
                specialist.displayName(),
                barring.stream().map(RuleVerdict::reason).toList(),
                !barring.isEmpty()
                        && barring.stream().allMatch(verdict -> Exemption.PASSED_OVER.contains(verdict.rule())));
    }

    @Override
    @Transactional
    @PreAuthorize("hasRole('MANAGER')")
    public Optional<String> letRead(CaseId id, String username, String reason, Duration lasting) {
        return switch (exemptions.grant(id, username, reason, lasting)) {
            case Outcome.Granted _ -> Optional.empty();
            case Outcome.NoSuchCase _ -> Optional.of("The case is gone.");
            case Outcome.NoSuchSpecialist _ -> Optional.of("They do not read for us any more.");
            case Outcome.Refused(var why) -> Optional.of(why);
        };
    }

    private static Optional<OnShift> onShift(Specialist specialist, long held, Instant now) {
        return specialist
                .shiftEnd(now)
                .map(until -> new OnShift(specialist.displayName(), until, (int) held, specialist.capacity()));
    }
}
