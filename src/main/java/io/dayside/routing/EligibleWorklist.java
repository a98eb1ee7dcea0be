package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.routing.EligibilityRules.Question;
import io.dayside.routing.engine.Standing;
import io.dayside.sla.CaseClock;
import io.dayside.sla.Clocks;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What the specialist holds, behind it what a manager asks them to read, and behind that what the order of reading has for
 * them and every rule allows.
 */
@Service
class EligibleWorklist implements Worklist {

    private static final Set<CaseState> WAITING = EnumSet.of(CaseState.READY, CaseState.OFFERED);

    /** More than anybody reads in a shift. */
    private static final int MOST = 500;

    /** A case that is held when an exemption ends may be finished. */
    private static final Duration LONGEST_HELD = Duration.ofDays(1);

    private final LiveOrder order;
    private final Cases cases;
    private final Clocks clocks;
    private final Specialists specialists;
    private final LeaseRows leases;
    private final ExemptionRows exemptions;
    private final ContractUseRows contractUse;
    private final RuleBook rules;
    private final TransactionTemplate transaction;
    private final Clock clock;

    EligibleWorklist(
            LiveOrder order,
            Cases cases,
            Clocks clocks,
            Specialists specialists,
            LeaseRows leases,
            ExemptionRows exemptions,
            ContractUseRows contractUse,
            RuleBook rules,
            TransactionTemplate transaction,
            Clock clock) {
        this.order = order;
        this.cases = cases;
        this.clocks = clocks;
        this.specialists = specialists;
        this.leases = leases;
        this.exemptions = exemptions;
        this.contractUse = contractUse;
        this.rules = rules;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public List<WorklistEntry> of(String username) {
        var places = order.top(username, MOST).stream()
                .map(standing -> standing.work().id())
                .toList();
        return transaction.execute(_ -> specialists
                .find(username)
                .map(specialist -> of(specialist, places))
                .orElse(List.of()));
    }

    /** A waiting case as a row of who would put {@code aside} back for it; empty where a rule forbids that. */
    Optional<WorklistEntry> instead(CaseId pressing, CaseId aside, String username) {
        return transaction.execute(_ -> specialists
                .find(username)
                .flatMap(specialist -> instead(pressing, aside, specialist, clock.instant())));
    }

    private Optional<WorklistEntry> instead(CaseId pressing, CaseId aside, Specialist specialist, Instant now) {
        var held = new HashSet<>(leases.heldBy(specialist.username(), now));
        held.remove(aside);
        var use = contractUse.of(specialist, now).withOneAside();
        var reader = new Reader(specialist, held, use, Map.of(), now);
        return cases.find(pressing)
                .filter(work -> WAITING.contains(work.state()) && mayRead(work, reader))
                .map(work -> row(work, clocks.of(List.of(pressing)), reader).entry());
    }

    private record Reader(
            Specialist specialist, Set<CaseId> held, ContractUse use, Map<CaseId, Exemption> exempted, Instant now) {

        boolean holds(Case work) {
            return held.contains(work.id());
        }
    }

    private List<WorklistEntry> of(Specialist specialist, List<CaseId> places) {
        var now = clock.instant();
        var held = leases.heldBy(specialist.username(), now);
        var exempted = exemptions.of(specialist.username(), now.minus(LONGEST_HELD));
        var reader = new Reader(specialist, held, contractUse.of(specialist, now), exempted, now);
        var asked = new HashSet<>(places);
        asked.addAll(held);
        asked.addAll(exempted.keySet());
        var readable = cases.all(asked).stream()
                .filter(work -> reader.holds(work) || WAITING.contains(work.state()))
                .filter(work -> mayRead(work, reader))
                .toList();
        var running = clocks.of(readable.stream().map(Case::id).toList());
        return readable.stream()
                .map(work -> row(work, running, reader))
                .sorted(Comparator.comparing(Row::waits)
                        .thenComparing(row -> places.indexOf(row.entry().work().id()))
                        .thenComparing(row -> row.standing().rank())
                        .thenComparing(row -> row.standing().pressing()))
                .map(Row::entry)
                .toList();
    }

    private boolean mayRead(Case work, Reader reader) {
        return EligibilityRules.mayRead(new Question(
                work,
                rules.hospital(work.id().tenant()),
                reader.specialist(),
                reader.held(),
                reader.use(),
                reader.now(),
                Optional.ofNullable(reader.exempted().get(work.id()))));
    }

    private static String asked(Exemption exemption) {
        return "%s asks you to read it: %s".formatted(exemption.grantedBy(), exemption.reason());
    }

    private record Row(boolean waits, Standing standing, WorklistEntry entry) {}

    private Row row(Case work, Map<CaseId, CaseClock> running, Reader reader) {
        var now = reader.now();
        @Nullable CaseClock own = running.get(work.id());
        var standing =
                Standing.of(WaitingWork.of(work, own), order.policyOf(work.id().tenant()), now);
        boolean mine = reader.holds(work);
        var why = new ArrayList<String>();
        Optional.ofNullable(reader.exempted().get(work.id()))
                .map(EligibleWorklist::asked)
                .ifPresent(why::add);
        why.addAll(
                PlaceInWords.why(work, own, standing, rules.hospital(work.id().tenant()), now));
        return new Row(
                !mine,
                standing,
                new WorklistEntry(
                        work,
                        own,
                        why,
                        PlaceInWords.classed(standing),
                        mine ? reader.specialist().displayName() : null));
    }
}
