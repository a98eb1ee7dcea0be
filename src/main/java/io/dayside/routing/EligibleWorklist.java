package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.Cases;
import io.dayside.collaboration.Turn;
import io.dayside.collaboration.Turns;
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
    private final Turns turns;
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
            Turns turns,
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
        this.turns = turns;
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

    /** Whoever asks, and what the rules are asked with. */
    private record Asker(
            Specialist specialist,
            Set<CaseId> held,
            ContractUse use,
            Map<CaseId, Exemption> exempted,
            Map<CaseId, Turn> turns,
            Instant now) {

        Turn turn(Case work) {
            return turns.getOrDefault(work.id(), Turn.ONLY);
        }

        boolean holdsOrFinds(Case work) {
            return held.contains(work.id()) || turn(work).waits(work.state());
        }
    }

    private Optional<WorklistEntry> instead(CaseId pressing, CaseId aside, Specialist specialist, Instant now) {
        var held = new HashSet<>(leases.heldBy(specialist.username(), now));
        held.remove(aside);
        var use = contractUse.of(specialist, now).withOneAside();
        return cases.find(pressing).flatMap(work -> {
            var asker = new Asker(specialist, held, use, Map.of(), turns.of(List.of(work)), now);
            return asker.turn(work).waits(work.state()) && mayRead(work, asker)
                    ? Optional.of(row(work, clocks.of(List.of(pressing)), asker).entry())
                    : Optional.empty();
        });
    }

    private List<WorklistEntry> of(Specialist specialist, List<CaseId> places) {
        var now = clock.instant();
        var held = leases.heldBy(specialist.username(), now);
        var exempted = exemptions.of(specialist.username(), now.minus(LONGEST_HELD));
        var asked = new HashSet<>(places);
        asked.addAll(held);
        asked.addAll(exempted.keySet());
        var found = cases.all(asked);
        var asker = new Asker(specialist, held, contractUse.of(specialist, now), exempted, turns.of(found), now);
        var readable = found.stream()
                .filter(work -> asker.holdsOrFinds(work) && mayRead(work, asker))
                .toList();
        var running = clocks.of(readable.stream().map(Case::id).toList());
        return readable.stream()
                .map(work -> row(work, running, asker))
                .sorted(Comparator.comparing(Row::waits)
                        .thenComparing(row -> places.indexOf(row.entry().work().id()))
                        .thenComparing(row -> row.standing().rank())
                        .thenComparing(row -> row.standing().pressing()))
                .map(Row::entry)
                .toList();
    }

    private boolean mayRead(Case work, Asker asker) {
        return EligibilityRules.mayRead(new Question(
                work,
                rules.hospital(work.id().tenant()),
                rules.asked(work),
                asker.specialist(),
                asker.held(),
                asker.use(),
                asker.now(),
                Optional.ofNullable(asker.exempted().get(work.id())),
                asker.turn(work)));
    }

    private static String asked(Exemption exemption) {
        return "%s asks you to read it: %s".formatted(exemption.grantedBy(), exemption.reason());
    }

    private record Row(boolean waits, Standing standing, WorklistEntry entry) {}

    private Row row(Case work, Map<CaseId, CaseClock> running, Asker asker) {
        var turn = asker.turn(work);
        var own = clock(work, turn, running);
        var hospital = work.id().tenant();
        var standing = Standing.of(WaitingWork.of(work, own, turn), order.policyOf(hospital), asker.now());
        boolean mine = asker.held().contains(work.id());
        var why = new ArrayList<String>();
        Optional.ofNullable(asker.exempted().get(work.id()))
                .map(EligibleWorklist::asked)
                .ifPresent(why::add);
        if (!turn.words().isEmpty()) {
            why.add(turn.words());
        }
        why.addAll(PlaceInWords.why(work, own, standing, rules.hospital(hospital), asker.now()));
        return new Row(
                !mine,
                standing,
                new WorklistEntry(
                        work,
                        own,
                        why,
                        PlaceInWords.classed(standing),
                        mine ? asker.specialist().displayName() : null));
    }

    /** What is read over has a promise of its own: the case's clock has stopped. */
    private static @Nullable CaseClock clock(Case work, Turn turn, Map<CaseId, CaseClock> running) {
        var since = turn.since();
        var dueAt = turn.dueAt();
        return since == null || dueAt == null
                ? running.get(work.id())
                : new CaseClock(work.id(), since, Duration.between(since, dueAt), dueAt, null, null);
    }
}
