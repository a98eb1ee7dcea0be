package io.dayside.critical;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.Cases;
import io.dayside.collaboration.Turns;
import io.dayside.critical.CriticalOutcome.Done;
import io.dayside.critical.CriticalOutcome.Invalid;
import io.dayside.critical.CriticalOutcome.Refused;
import io.dayside.critical.CriticalResult.Acknowledgement;
import io.dayside.critical.CriticalResult.Through;
import io.dayside.critical.CriticalResult.Withdrawal;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.routing.Leases;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class CriticalDesk implements CriticalResults {

    /** More than one study holds; beyond it something is repeated. */
    private static final int MOST_OF_A_CASE = 10;

    private static final Duration LONGEST_AGO = Duration.ofDays(1);

    private final CriticalRows rows;
    private final CriticalRuleRows rules;
    private final CriticalSteps steps;
    private final Cases cases;
    private final Turns turns;
    private final Leases leases;
    private final SignedReaders signed;
    private final Callers callers;
    private final Clock clock;

    CriticalDesk(
            CriticalRows rows,
            CriticalRuleRows rules,
            CriticalSteps steps,
            Cases cases,
            Turns turns,
            Leases leases,
            SignedReaders signed,
            Callers callers,
            Clock clock) {
        this.rows = rows;
        this.rules = rules;
        this.steps = steps;
        this.cases = cases;
        this.turns = turns;
        this.leases = leases;
        this.signed = signed;
        this.callers = callers;
        this.clock = clock;
    }

    @Override
    public CriticalOutcome raise(CaseId id, String finding, String addressee) {
        var caller = callers.required();
        if (!reads(caller, id)) {
            throw nothing();
        }
        var work = cases.find(id).orElseThrow(CriticalDesk::nothing);
        var invalid = TypedWords.words("finding", finding).or(() -> TypedWords.name("addressee", addressee));
        if (invalid.isPresent()) {
            return invalid.get();
        }
        rows.lockCase(id);
        var before = rows.of(id);
        if (before.size() >= MOST_OF_A_CASE) {
            return new Refused("%d critical results of this case were raised already.".formatted(before.size()));
        }
        var same = before.stream()
                .filter(one -> isTold(caller, work, one))
                .filter(one -> one.finding().equals(finding.strip()))
                .toList();
        if (same.stream().anyMatch(one -> one.state().waits())) {
            return new Refused("The hospital was told of this already and has not acknowledged it yet.");
        }
        var raisedAt = runsOn(same).map(CriticalResult::raisedAt).orElseGet(this::now);
        var target = runsOn(same)
                .map(CriticalResult::target)
                .orElseGet(() -> rules.of(id.tenant()).acknowledged());
        var result = new CriticalResult(
                id,
                Ids.next(),
                work.number(),
                work.procedure(),
                work.patientName(),
                work.patientId(),
                CriticalState.RAISED,
                caller.username(),
                caller.displayName(),
                raisedAt,
                finding.strip(),
                addressee.strip(),
                target,
                raisedAt.plus(target),
                0,
                raisedAt,
                null,
                null);
        steps.raise(result, CriticalRule.AT_ONCE);
        return done(result);
    }

    /** The first of the same, all withdrawn before anybody heard: its clock and its ladder run on, the hospital still waits. */
    private static Optional<CriticalResult> runsOn(List<CriticalResult> same) {
        return same.stream().anyMatch(one -> one.acknowledgement() != null)
                ? Optional.empty()
                : same.stream().findFirst();
    }

    @Override
    public CriticalOutcome acknowledge(TenantId tenant, UUID id, String name, String readBack) {
        var caller = callers.required();
        if (!caller.tenants().contains(tenant) || !caller.isStaffOf(tenant)) {
            throw nothing();
        }
        if (!caller.is(Role.COORDINATOR, tenant)) {
            throw new AccessDeniedException("coordinators acknowledge critical results");
        }
        var result = rows.findForUpdate(tenant, id).orElseThrow(CriticalDesk::nothing);
        return acknowledge(result, caller, name, readBack, Through.HOSPITAL, now());
    }

    @Override
    public CriticalOutcome notePhone(TenantId tenant, UUID id, String name, Instant at, String readBack) {
        var caller = callers.required();
        if (!caller.tenants().contains(tenant)) {
            throw nothing();
        }
        var result = rows.findForUpdate(tenant, id)
                .filter(one -> one.raisedBy().equals(caller.username()) || readsOpenly(caller, one.caseId()))
                .orElseThrow(CriticalDesk::nothing);
        var now = now();
        if (at.isAfter(now) || at.isBefore(now.minus(LONGEST_AGO))) {
            return new Invalid("at", "must lie within the last day");
        }
        return acknowledge(result, caller, name, readBack, Through.PHONE, at.truncatedTo(ChronoUnit.MICROS));
    }

    @Override
    public CriticalOutcome withdraw(TenantId tenant, UUID id, String reason) {
        var caller = callers.required();
        if (!caller.tenants().contains(tenant)) {
            throw nothing();
        }
        var result = rows.findForUpdate(tenant, id)
                .filter(one -> one.raisedBy().equals(caller.username()) || readsOpenly(caller, one.caseId()))
                .orElseThrow(CriticalDesk::nothing);
        var already = result.withdrawal();
        if (already != null) {
            steps.refused(result, CriticalState.WITHDRAWN.name(), "withdrawn already");
            return new Refused("It was withdrawn already, by %s.".formatted(already.by()));
        }
        var invalid = TypedWords.words("reason", reason);
        if (invalid.isPresent()) {
            return invalid.get();
        }
        steps.withdrawn(result, new Withdrawal(caller.displayName(), caller.username(), now(), reason.strip()));
        return done(result);
    }

    private CriticalOutcome acknowledge(
            CriticalResult result, Caller caller, String name, String readBack, Through through, Instant at) {
        if (!result.state().mayBecome(CriticalState.ACKNOWLEDGED)) {
            return over(result);
        }
        Optional<Invalid> invalid = TypedWords.name("name", name)
                .or(() -> TypedWords.words("readBack", readBack))
                .or(() -> ReadBack.check("readBack", readBack, result.finding()));
        if (invalid.isPresent()) {
            return invalid.get();
        }
        steps.acknowledged(result, new Acknowledgement(name.strip(), caller.username(), through, at, readBack.strip()));
        return done(result);
    }

    /** It waits for nobody's acknowledgement any more. */
    private Refused over(CriticalResult result) {
        var withdrawal = result.withdrawal();
        var acknowledgement = result.acknowledgement();
        steps.refused(
                result,
                CriticalState.ACKNOWLEDGED.name(),
                withdrawal == null ? "acknowledged already" : "withdrawn already");
        if (withdrawal != null) {
            return new Refused("It was withdrawn by %s: nothing is to be acknowledged.".formatted(withdrawal.by()));
        }
        return new Refused(
                acknowledgement == null
                        ? "It cannot be acknowledged now."
                        : "It was acknowledged already, by %s.".formatted(acknowledgement.by()));
    }

    private CriticalOutcome done(CriticalResult result) {
        return new Done(rows.find(result.caseId().tenant(), result.id()).orElseThrow());
    }

    @Override
    @Transactional(readOnly = true)
    public List<CriticalResult> of(CaseId id) {
        var caller = callers.required();
        if (!caller.tenants().contains(id.tenant())) {
            throw nothing();
        }
        boolean all = caller.isStaffOf(id.tenant()) || readsOpenly(caller, id);
        return rows.of(id).stream()
                .filter(one -> all || one.raisedBy().equals(caller.username()))
                .toList();
    }

    @Override
    @Transactional(readOnly = true)
    public List<CriticalResult> waiting() {
        return rows.waiting(callers.required().employers());
    }

    /** Who reads independently hears nothing of what another reader found. */
    private boolean isTold(Caller caller, Case work, CriticalResult result) {
        return result.raisedBy().equals(caller.username()) || !turns.of(work).blind();
    }

    /** Whether they read it or have read it, and may see what others found. */
    private boolean readsOpenly(Caller caller, CaseId id) {
        return reads(caller, id)
                && cases.find(id).map(turns::of).filter(turn -> !turn.blind()).isPresent();
    }

    private boolean reads(Caller caller, CaseId id) {
        return holds(caller, id) || (caller.tenants().contains(id.tenant()) && signed.hasSigned(caller, id));
    }

    private boolean holds(Caller caller, CaseId id) {
        return caller.tenants().contains(id.tenant())
                && leases.current(id)
                        .filter(lease -> lease.username().equals(caller.username()))
                        .isPresent();
    }

    /** PostgreSQL keeps microseconds. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static NoSuchElementException nothing() {
        return new NoSuchElementException("no such critical result");
    }
}
