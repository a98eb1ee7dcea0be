package io.dayside.reading;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.Cases;
import io.dayside.collaboration.Opinion;
import io.dayside.collaboration.OpinionOutcome;
import io.dayside.collaboration.OpinionOutcome.Invalid;
import io.dayside.collaboration.OpinionOutcome.Refused;
import io.dayside.collaboration.Opinions;
import io.dayside.collaboration.Role;
import io.dayside.collaboration.Turn;
import io.dayside.collaboration.Turns;
import io.dayside.collaboration.Workflow;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.routing.Colleague;
import io.dayside.routing.Eligibility;
import io.dayside.routing.Leases;
import io.dayside.routing.RuleVerdict;
import io.dayside.tenancy.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * One colleague's opinion, asked for by whoever holds a case and given without the case changing hands. The report stays the
 * asker's. What a method has stored is durable when it returns; what the caller may not see does not exist.
 */
@Service
@Transactional
public class SecondOpinions {

    private final Desk desk;
    private final CaseStudyAccess access;
    private final AskedColleagues askedColleagues;
    private final Opinions opinions;
    private final Eligibility eligibility;
    private final Leases leases;
    private final Turns turns;
    private final Cases cases;
    private final Callers callers;
    private final AuditTrail trail;
    private final Clock clock;

    SecondOpinions(
            Desk desk,
            CaseStudyAccess access,
            AskedColleagues askedColleagues,
            Opinions opinions,
            Eligibility eligibility,
            Leases leases,
            Turns turns,
            Cases cases,
            Callers callers,
            AuditTrail trail,
            Clock clock) {
        this.desk = desk;
        this.access = access;
        this.askedColleagues = askedColleagues;
        this.opinions = opinions;
        this.eligibility = eligibility;
        this.leases = leases;
        this.turns = turns;
        this.cases = cases;
        this.callers = callers;
        this.trail = trail;
        this.clock = clock;
    }

    /** An open request to the caller, with the case that it is about. */
    public record Waiting(Opinion opinion, Case work) {}

    /**
     * Everybody else, those whom the holder may ask first.
     *
     * @throws CaseNotHeld unless the caller holds the case
     */
    @Transactional(readOnly = true)
    public List<Colleague> colleagues(CaseId id) {
        var holder = desk.holder(id);
        return colleagues(cases.find(id).orElseThrow(CaseNotHeld::new), holder);
    }

    private List<Colleague> colleagues(Case work, Caller holder) {
        return eligibility.colleagues(work, holder.username(), clock.instant());
    }

    /** @throws CaseNotHeld unless the caller holds the case */
    public OpinionOutcome ask(CaseId id, String asked, String question) {
        var holder = callers.required();
        // Locks the lease, so that none is asked about a case that is given back or signed meanwhile.
        if (!holder.tenants().contains(id.tenant()) || !leases.heartbeat(id, holder.username())) {
            throw new CaseNotHeld();
        }
        var work = cases.find(id).orElseThrow(CaseNotHeld::new);
        var colleagues = colleagues(work, holder);
        var colleague = colleagues.stream()
                .filter(one -> one.specialist().username().equals(asked))
                .findFirst();
        if (colleague.isEmpty()) {
            return new Invalid("asked", "must name a colleague");
        }
        return whyNot(work, colleague.get(), colleagues)
                .<OpinionOutcome>map(Refused::new)
                .orElseGet(() -> opinions.ask(id, holder.username(), asked, question));
    }

    private Optional<String> whyNot(Case work, Colleague colleague, List<Colleague> colleagues) {
        var name = colleague.specialist().displayName();
        if (!colleague.mayBeAsked()) {
            var reasons = colleague.refusals().stream().map(RuleVerdict::reason).collect(Collectors.joining("; "));
            return Optional.of("%s may not be asked: %s.".formatted(name, reasons));
        }
        return leavesNobody(turns.of(work), colleague, colleagues)
                ? Optional.of("Nobody but %s could read this case independently after you.".formatted(name))
                : Optional.empty();
    }

    /** Whoever is asked about a case that two read independently is not the second of them. */
    private static boolean leavesNobody(Turn turn, Colleague asked, List<Colleague> colleagues) {
        return turn.workflow() == Workflow.DOUBLE
                && turn.role() == Role.FIRST
                && colleagues.stream()
                        .filter(Colleague::mayBeAsked)
                        .filter(one -> !one.equals(asked))
                        .allMatch(one -> turn.asked().contains(one.specialist().username()));
    }

    /**
     * What was asked and said of a case, oldest first, for who holds it or has signed it. Of two who read independently each
     * sees what they asked themselves until both are done.
     *
     * @throws CaseNotHeld when the case does not exist or the caller neither holds nor has signed it
     */
    @Transactional(readOnly = true)
    public List<Opinion> of(CaseId id) {
        var caller = callers.required();
        if (!caller.tenants().contains(id.tenant()) || !access.readsOrHasRead(caller, id)) {
            throw new CaseNotHeld();
        }
        var turn = turns.of(cases.find(id).orElseThrow(CaseNotHeld::new));
        boolean apart =
                turn.workflow() == Workflow.DOUBLE && turn.role() != Role.JOINT && turn.role() != Role.AGREEMENT;
        return opinions.of(id).stream()
                .filter(opinion -> !apart || opinion.asker().equals(caller.username()))
                .toList();
    }

    /** Of the caller, oldest first. */
    @Transactional(readOnly = true)
    public List<Waiting> waiting() {
        var caller = callers.required();
        return opinions.waitingFor(caller.username()).stream()
                .filter(opinion -> caller.tenants().contains(opinion.caseId().tenant()))
                .filter(askedColleagues::stands)
                .flatMap(opinion -> cases.find(opinion.caseId()).map(work -> new Waiting(opinion, work)).stream())
                .toList();
    }

    /**
     * The case that the caller is asked about, which leaves an entry in the trail.
     *
     * @throws NoSuchElementException where the caller was not asked that
     * @throws OpinionEnded where they were, and it is over
     */
    public AskedCase open(TenantId tenant, UUID opinion) throws OpinionEnded {
        var asked = requireOpen(tenant, opinion);
        trail.append(AuditEvent.of(
                tenant,
                AuditAction.OPINION_ADVANCED,
                Desk.object(asked.caseId()),
                Map.of("to", "OPENED", "opinion", opinion.toString())));
        return desk.asked(asked, cases.find(asked.caseId()).orElseThrow());
    }

    /** As {@link #open}, for a page that shows the case already. */
    @Transactional(readOnly = true)
    public Opinion requireOpen(TenantId tenant, UUID opinion) throws OpinionEnded {
        var asked = askedOfCaller(tenant, opinion);
        if (!askedColleagues.stands(asked)) {
            throw new OpinionEnded(asked);
        }
        return asked;
    }

    public OpinionOutcome answer(TenantId tenant, UUID opinion, String answer) {
        return end(tenant, opinion, answer, opinions::answer);
    }

    public OpinionOutcome decline(TenantId tenant, UUID opinion, String reason) {
        return end(tenant, opinion, reason, opinions::decline);
    }

    /** @throws NoSuchElementException where the caller was not asked that */
    private OpinionOutcome end(
            TenantId tenant, UUID id, String words, BiFunction<Opinion, String, OpinionOutcome> step) {
        var opinion = askedOfCaller(tenant, id);
        return opinion.open() && !askedColleagues.stands(opinion)
                ? new Refused("The asker holds the case no longer.")
                : step.apply(opinion, words);
    }

    /** @throws NoSuchElementException where the caller asked no such thing */
    public OpinionOutcome withdraw(TenantId tenant, UUID id) {
        var caller = callers.required();
        return opinions.withdraw(found(tenant, id)
                .filter(opinion -> opinion.asker().equals(caller.username()))
                .orElseThrow());
    }

    private Opinion askedOfCaller(TenantId tenant, UUID id) {
        var caller = callers.required();
        return found(tenant, id)
                .filter(opinion -> opinion.asked().equals(caller.username()))
                .orElseThrow();
    }

    private Optional<Opinion> found(TenantId tenant, UUID id) {
        return callers.required().tenants().contains(tenant) ? opinions.find(tenant, id) : Optional.empty();
    }
}
