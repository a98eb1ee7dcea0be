package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.routing.EligibilityRules.Question;
import io.dayside.sla.CaseClock;
import io.dayside.sla.Clocks;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Waiting cases that every rule allows, and before them those that the specialist holds. */
@Service
class EligibleWorklist implements Worklist {

    private static final Set<CaseState> WAITING = EnumSet.of(CaseState.READY, CaseState.OFFERED);

    private final Cases cases;
    private final Clocks clocks;
    private final Specialists specialists;
    private final LeaseRows leases;
    private final RuleBook rules;
    private final Clock clock;

    EligibleWorklist(
            Cases cases, Clocks clocks, Specialists specialists, LeaseRows leases, RuleBook rules, Clock clock) {
        this.cases = cases;
        this.clocks = clocks;
        this.specialists = specialists;
        this.leases = leases;
        this.rules = rules;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<WorklistEntry> of(String username) {
        return specialists.find(username).map(this::of).orElse(List.of());
    }

    private List<WorklistEntry> of(Specialist specialist) {
        var now = clock.instant();
        var held = leases.heldBy(specialist.username(), now);
        var readable = Stream.concat(held.stream().map(cases::find).flatMap(Optional::stream), waiting(held))
                .filter(work -> mayRead(work, specialist, held, now))
                .toList();
        var running = clocks.of(readable.stream().map(Case::id).toList());
        return readable.stream()
                .map(work -> row(work, running, specialist, held, now))
                .sorted(Comparator.comparing(Row::waits).thenComparing(Row::place))
                .map(Row::entry)
                .toList();
    }

    private Stream<Case> waiting(Set<CaseId> held) {
        return cases.in(WAITING).stream().filter(work -> !held.contains(work.id()));
    }

    private boolean mayRead(Case work, Specialist specialist, Set<CaseId> held, Instant now) {
        return EligibilityRules.mayRead(
                new Question(work, rules.hospital(work.id().tenant()), specialist, held, now));
    }

    private record Row(boolean waits, Place place, WorklistEntry entry) {}

    private Row row(Case work, Map<CaseId, CaseClock> running, Specialist specialist, Set<CaseId> held, Instant now) {
        @Nullable CaseClock own = running.get(work.id());
        var place = Place.of(work, own, now);
        boolean mine = held.contains(work.id());
        var why = PlaceInWords.why(work, own, place, rules.hospital(work.id().tenant()), now);
        return new Row(
                !mine,
                place,
                new WorklistEntry(work, own, why, PlaceInWords.classed(place), mine ? specialist.displayName() : null));
    }
}
