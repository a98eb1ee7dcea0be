package io.dayside.routing;

import io.dayside.cases.CaseId;
import io.dayside.routing.KeptDecision.Given;
import io.dayside.routing.RuleVerdict.Rule;
import io.dayside.routing.engine.Standing;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Leases as other rooms see them. */
@Service
class HeldLeases implements Leases {

    /** More in a row lose a race only where far more readers than that ask at the same moment; they may ask again. */
    private static final int MOST_TRIES = 20;

    /** What bars from the next case will bar from those after it. */
    private static final Set<Rule> NO_TIME = EnumSet.of(Rule.CAPACITY, Rule.ON_SHIFT, Rule.CONTRACT);

    private final LiveOrder order;
    private final LeaseDesk desk;
    private final UnseenCases unseen;

    HeldLeases(LiveOrder order, LeaseDesk desk, UnseenCases unseen) {
        this.order = order;
        this.desk = desk;
        this.unseen = unseen;
    }

    @Override
    public LeaseOutcome take(CaseId id, String username) {
        boolean isNext = order.top(username, 1).stream().anyMatch(first -> isOf(first, id));
        var given = isNext ? Given.NEXT : desk.exempted(username).contains(id) ? Given.EXEMPTED : Given.CHOSEN;
        var outcome = desk.take(id, username, decision(id, username, given));
        if (outcome instanceof LeaseOutcome.Barred(var refusals) && refusals.isEmpty()) {
            unseen.asked(id, username);
        }
        return outcome;
    }

    private static boolean isOf(Standing standing, CaseId id) {
        return standing.work().id().equals(id);
    }

    private Optional<KeptDecision> decision(CaseId id, String username, Given given) {
        return order.explain(id, username).map(why -> new KeptDecision(given, why));
    }

    @Override
    public Optional<Lease> takeNext(String username) {
        return desk.exempted(username).stream()
                .map(id -> desk.take(id, username, decision(id, username, Given.EXEMPTED)))
                .flatMap(outcome -> outcome instanceof LeaseOutcome.Held(var lease) ? Stream.of(lease) : Stream.empty())
                .findFirst()
                .or(() -> takeNextInOrder(username));
    }

    private Optional<Lease> takeNextInOrder(String username) {
        var lost = new HashSet<CaseId>();
        while (lost.size() < MOST_TRIES) {
            var next = order.top(username, lost.size() + 1).stream()
                    .map(first -> first.work().id())
                    .filter(id -> !lost.contains(id))
                    .findFirst();
            if (next.isEmpty()) {
                return Optional.empty();
            }
            var id = next.get();
            var outcome = desk.take(id, username, decision(id, username, Given.NEXT));
            if (outcome instanceof LeaseOutcome.Held(var lease)) {
                return Optional.of(lease);
            }
            if (outcome instanceof LeaseOutcome.Barred(var refusals) && isNoTimeFor(refusals)) {
                return Optional.empty();
            }
            lost.add(id);
            // What was lost is to be known before it is said what the next one went before.
            order.changed(id.tenant());
        }
        return Optional.empty();
    }

    private static boolean isNoTimeFor(List<RuleVerdict> refusals) {
        return refusals.stream().map(RuleVerdict::rule).anyMatch(NO_TIME::contains);
    }

    @Override
    public boolean decline(CaseId id, String username, String reason) {
        return desk.decline(id, username, reason);
    }

    @Override
    public boolean heartbeat(CaseId id, String username) {
        return desk.heartbeat(id, username);
    }

    @Override
    public void release(CaseId id, String username, String reason) {
        desk.release(id, username, reason);
    }

    @Override
    public void complete(CaseId id, String username) {
        desk.complete(id, username);
    }

    @Override
    public Optional<Lease> current(CaseId id) {
        return desk.current(id);
    }
}
