package io.dayside.routing;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.Case;
import io.dayside.cases.CaseAdvanced;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.TransitionRefused;
import io.dayside.collaboration.TurnChanged;
import io.dayside.collaboration.Turns;
import io.dayside.routing.LeaseRows.End;
import io.dayside.routing.RuleVerdict.Rule;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAspectSupport;

/**
 * Gives cases out and takes them back, each in one transaction with the case's transition and the trail.
 *
 * <p>Locks are taken in the order holder, lease, case.
 */
@Component
@Transactional
class LeaseDesk {

    /** Ten missed heartbeats of a minute: long enough for a train's tunnel, short enough for an urgent case. */
    static final Duration TERM = Duration.ofMinutes(10);

    /** Of a decline, in characters. */
    static final int LONGEST_REASON = 200;

    private final LeaseRows rows;
    private final DecisionRows decisions;
    private final DeclineRows declines;
    private final ExemptionRows exemptions;
    private final Cases cases;
    private final Specialists specialists;
    private final RuleBook rules;
    private final Turns turns;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    LeaseDesk(
            LeaseRows rows,
            DecisionRows decisions,
            DeclineRows declines,
            ExemptionRows exemptions,
            Cases cases,
            Specialists specialists,
            RuleBook rules,
            Turns turns,
            AuditTrail trail,
            ApplicationEventPublisher events,
            Clock clock) {
        this.rows = rows;
        this.decisions = decisions;
        this.declines = declines;
        this.exemptions = exemptions;
        this.cases = cases;
        this.specialists = specialists;
        this.rules = rules;
        this.turns = turns;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    /** @param decision why it stands where it does for the specialist, kept with a new lease; empty where nobody knows */
    LeaseOutcome take(CaseId id, String username, Optional<KeptDecision> decision) {
        rows.lockHolder(username);
        var specialist = specialists.find(username);
        if (specialist.isEmpty()) {
            return new LeaseOutcome.Barred(List.of());
        }
        return cases.find(id)
                .map(work -> ifAllowed(work, specialist.get(), decision))
                .orElseGet(() -> new LeaseOutcome.Barred(List.of()));
    }

    /** As {@link Interruptions#takeInstead}; the case that is put aside keeps its draft. */
    LeaseOutcome takeInstead(CaseId pressing, CaseId aside, String username, Optional<KeptDecision> decision) {
        rows.lockHolder(username);
        release(aside, username, "put aside for a more pressing case");
        var outcome = take(pressing, username, decision);
        if (!(outcome instanceof LeaseOutcome.Held)) {
            TransactionAspectSupport.currentTransactionStatus().setRollbackOnly();
        }
        return outcome;
    }

    private LeaseOutcome ifAllowed(Case work, Specialist specialist, Optional<KeptDecision> decision) {
        var now = clock.instant();
        var verdicts = rules.explain(work, specialist, now);
        var refusals = refusals(verdicts);
        if (!refusals.isEmpty()) {
            refused(work.id(), refusals);
            return new LeaseOutcome.Barred(refusals);
        }
        rows.lapsed(work.id(), now).ifPresent(this::expire);
        return rows.current(work.id(), now)
                .map(lease -> already(lease, specialist, now))
                .orElseGet(() -> fresh(work.id(), specialist, decision.map(why -> why.allowedBy(verdicts)), now));
    }

    List<RuleVerdict> refusals(Case work, Specialist specialist, Instant now) {
        return refusals(rules.explain(work, specialist, now));
    }

    private static List<RuleVerdict> refusals(List<RuleVerdict> verdicts) {
        return verdicts.stream().filter(verdict -> !verdict.allowed()).toList();
    }

    void refused(CaseId id, List<RuleVerdict> refusals) {
        var reasons = refusals.stream()
                .collect(Collectors.toMap(verdict -> verdict.rule().name(), RuleVerdict::reason));
        trail.append(AuditEvent.refused(id.tenant(), AuditAction.ACCESS_REFUSED, object(id), reasons));
    }

    private LeaseOutcome already(Lease lease, Specialist specialist, Instant now) {
        if (!lease.username().equals(specialist.username())) {
            return new LeaseOutcome.HeldByOther(displayName(lease.username()));
        }
        var until = now.plus(TERM);
        rows.renew(lease.id(), lease.username(), now, until);
        return new LeaseOutcome.Held(new Lease(lease.id(), lease.username(), lease.heldSince(), until));
    }

    private LeaseOutcome fresh(CaseId id, Specialist specialist, Optional<KeptDecision> decision, Instant now) {
        var found = cases.find(id);
        var state = found.map(Case::state).orElse(CaseState.CANCELLED);
        if (found.filter(this::waits).isEmpty()) {
            return takenMeanwhile(id, specialist, now).orElseGet(() -> new LeaseOutcome.NotReadable(whyNot(state)));
        }
        var lease = new Lease(id, specialist.username(), now, now.plus(TERM));
        if (!rows.insert(lease)) {
            return heldMeanwhile(id, now);
        }
        var outOfTurn = rules.outOfTurn(found.orElseThrow(), specialist, now);
        if (!outOfTurn.isEmpty()) {
            rows.end(id, specialist.username(), End.RELEASED, "it was read meanwhile", now);
            return new LeaseOutcome.Barred(outOfTurn);
        }
        try {
            open(id, state);
        } catch (TransitionRefused e) {
            rows.end(id, specialist.username(), End.RELEASED, "the case became " + e.from(), now);
            return new LeaseOutcome.NotReadable(whyNot(e.from()));
        }
        decision.ifPresent(decisions::insert);
        trail.append(AuditEvent.of(
                id.tenant(),
                AuditAction.CASE_LEASED,
                object(id),
                Map.of("holder", specialist.username(), "until", lease.until().toString())));
        return new LeaseOutcome.Held(lease);
    }

    /** A case that is final at its hospital stays so while it is read over. */
    private void open(CaseId id, CaseState state) throws TransitionRefused {
        if (state.awaitsReport()) {
            cases.advance(id, CaseState.OPEN, "");
        } else {
            events.publishEvent(new TurnChanged(id));
        }
    }

    private boolean waits(Case work) {
        return turns.of(work).waits(work.state());
    }

    /** Between the look at the lease and the look at the case somebody may have taken it. */
    private Optional<LeaseOutcome> takenMeanwhile(CaseId id, Specialist specialist, Instant now) {
        return rows.current(id, now).map(lease -> already(lease, specialist, now));
    }

    private LeaseOutcome heldMeanwhile(CaseId id, Instant now) {
        return new LeaseOutcome.HeldByOther(rows.current(id, now)
                .map(lease -> displayName(lease.username()))
                .orElse("a colleague"));
    }

    private String displayName(String username) {
        return specialists.find(username).map(Specialist::displayName).orElse(username);
    }

    private static String whyNot(CaseState state) {
        return switch (state) {
            case AWAITING_IMAGES -> "Its images are still arriving or being looked at by the models.";
            case AWAITING_ORDER -> "The hospital has not sent the order yet.";
            case READY, OFFERED -> "It is about to be read.";
            case OPEN, PRELIMINARY -> "It is being read.";
            case ON_HOLD -> "It is on hold.";
            case HANDED_OVER -> "It is being handed over.";
            case FINAL, ADDENDUM, CORRECTED -> "It is signed.";
            case CANCELLED -> "It was cancelled.";
        };
    }

    boolean heartbeat(CaseId id, String username) {
        var now = clock.instant();
        return rows.renew(id, username, now, now.plus(TERM));
    }

    void release(CaseId id, String username, String reason) {
        if (end(id, username, End.RELEASED, reason)) {
            giveBack(id, reason);
        }
    }

    /** Only who holds a case or may take it, were their hands free, can decline it. */
    boolean decline(CaseId id, String username, String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("a decline needs a reason of at most " + LONGEST_REASON + " characters");
        }
        var now = clock.instant();
        rows.lockHolder(username);
        if (end(id, username, End.RELEASED, reason)) {
            giveBack(id, reason);
        } else if (!mayTakeWithFreeHands(id, username, now)) {
            return false;
        }
        declines.insert(id, username, reason, now);
        trail.append(AuditEvent.of(
                id.tenant(), AuditAction.CASE_DECLINED, object(id), Map.of("by", username, "reason", reason)));
        events.publishEvent(new CaseDeclined(id));
        return true;
    }

    private boolean mayTakeWithFreeHands(CaseId id, String username, Instant now) {
        var work = cases.find(id).filter(this::waits);
        var specialist = specialists.find(username);
        return work.isPresent()
                && specialist.isPresent()
                && refusals(work.get(), specialist.get(), now).stream()
                        .allMatch(refusal -> refusal.rule() == Rule.CAPACITY);
    }

    void complete(CaseId id, String username) {
        end(id, username, End.COMPLETED, "");
    }

    /** Waiting cases that a manager lets this specialist read past the rules, in no order. */
    @Transactional(readOnly = true)
    List<CaseId> exempted(String username) {
        var ids = exemptions.of(username, clock.instant()).keySet();
        return cases.all(ids).stream().filter(this::waits).map(Case::id).toList();
    }

    /** Takes back every case whose lease has run out; returns how many, at most {@code limit}. */
    int expireLapsed(int limit) {
        var lapsed = rows.lapsed(clock.instant(), limit);
        lapsed.forEach(this::expire);
        return lapsed.size();
    }

    private void expire(Lease lease) {
        if (end(lease.id(), lease.username(), End.EXPIRED, "")) {
            giveBack(lease.id(), "the lease ran out");
        }
    }

    @Transactional(readOnly = true)
    Optional<Lease> current(CaseId id) {
        return rows.current(id, clock.instant());
    }

    /** A case that is put aside while somebody holds it is not held any longer. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(CaseAdvanced event) {
        switch (event.to()) {
            case ON_HOLD, HANDED_OVER, CANCELLED ->
                rows.current(event.id(), event.at())
                        .ifPresent(lease ->
                                end(event.id(), lease.username(), End.RELEASED, "the case became " + event.to()));
            case AWAITING_IMAGES, AWAITING_ORDER, READY, OFFERED, OPEN, PRELIMINARY, FINAL, ADDENDUM, CORRECTED -> {}
        }
    }

    private boolean end(CaseId id, String username, End end, String reason) {
        boolean ended = rows.end(id, username, end, reason, clock.instant());
        if (ended) {
            trail.append(AuditEvent.of(
                    id.tenant(),
                    AuditAction.LEASE_ENDED,
                    object(id),
                    Map.of("holder", username, "end", end.name(), "reason", reason)));
            events.publishEvent(new LeaseEnded(id, username));
        }
        return ended;
    }

    private void giveBack(CaseId id, String reason) {
        boolean open = cases.find(id)
                .filter(work -> work.state() == CaseState.OPEN || work.state() == CaseState.PRELIMINARY)
                .isPresent();
        if (!open) {
            events.publishEvent(new TurnChanged(id));
        } else {
            try {
                cases.advance(id, CaseState.READY, reason);
            } catch (TransitionRefused e) {
                throw new IllegalStateException("a case that is being read can always be given back", e);
            }
        }
    }

    private static String object(CaseId id) {
        return "case:" + id.id();
    }
}
