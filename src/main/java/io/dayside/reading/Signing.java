package io.dayside.reading;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.reading.ReadingRoom.SignOutcome;
import io.dayside.reading.ReadingRoom.SignOutcome.NotReady;
import io.dayside.reading.ReadingRoom.SignOutcome.Signed;
import io.dayside.reading.SignedReport.Status;
import io.dayside.routing.Leases;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The one transaction in which a report becomes final. All of it is durable when a method returns, or none of it. */
@Component
@Transactional
class Signing {

    private final Callers callers;
    private final Desk desk;
    private final Drafts drafts;
    private final ReportStore reports;
    private final ReportWriter writer;
    private final Completion completion;
    private final Leases leases;
    private final AuditTrail trail;

    Signing(
            Callers callers,
            Desk desk,
            Drafts drafts,
            ReportStore reports,
            ReportWriter writer,
            Completion completion,
            Leases leases,
            AuditTrail trail) {
        this.callers = callers;
        this.desk = desk;
        this.drafts = drafts;
        this.reports = reports;
        this.writer = writer;
        this.completion = completion;
        this.leases = leases;
        this.trail = trail;
    }

    /** @throws CaseNotHeld unless the caller holds the case or has signed it */
    @Transactional(readOnly = true)
    public void requireHolderOrSigner(CaseId id) {
        var caller = callers.required();
        if (!desk.holds(caller, id) && signedBy(caller, id).isEmpty()) {
            throw new CaseNotHeld();
        }
    }

    void proofFailed(CaseId id) {
        trail.append(AuditEvent.refused(
                id.tenant(), AuditAction.SIGNATURE_REFUSED, Desk.object(id), Map.of("reason", "wrong password")));
    }

    /** Whoever comes second, after a double click or from a second window, gets what the first one signed. */
    SignOutcome sign(CaseId id) {
        drafts.lock(id);
        var caller = callers.required();
        var earlier = signedBy(caller, id);
        if (earlier.isPresent() && !desk.holds(caller, id)) {
            return new Signed(earlier.get());
        }
        keepHolding(id);
        var open = desk.open(id);
        return open.missing()
                .<SignOutcome>map(NotReady::new)
                .orElseGet(() -> new Signed(completion.complete(open, caller)));
    }

    /** Locks the lease's row until the transaction ends, so that it can neither run out nor change hands meanwhile. */
    private void keepHolding(CaseId id) {
        if (!leases.heartbeat(id, callers.required().username())) {
            throw new CaseNotHeld();
        }
    }

    SignOutcome append(CaseId id, String addendum) {
        drafts.lock(id);
        var caller = callers.required();
        if (signedBy(caller, id).isEmpty()) {
            throw new CaseNotHeld();
        }
        if (reports.of(id).stream().allMatch(version -> version.status() == Status.PRELIMINARY)) {
            return new NotReady("The report is not final yet.");
        }
        if (addendum.isBlank()) {
            return new NotReady("The addendum is still empty.");
        }
        var report = writer.add(newest(id).orElseThrow(), addendum.strip(), caller);
        writer.advance(id, CaseState.ADDENDUM, "");
        return new Signed(report);
    }

    private Optional<SignedReport> signedBy(Caller caller, CaseId id) {
        return newest(id).filter(report -> report.signerSubject().equals(caller.subject()));
    }

    private Optional<SignedReport> newest(CaseId id) {
        return reports.everyVersion(id).stream().reduce((_, later) -> later);
    }
}
