package io.dayside.reading;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.TransitionRefused;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.reading.OpenCase.Claim;
import io.dayside.reading.ReadingRoom.SignOutcome;
import io.dayside.reading.ReadingRoom.SignOutcome.NotReady;
import io.dayside.reading.ReadingRoom.SignOutcome.Signed;
import io.dayside.reading.SignedReport.JudgedFinding;
import io.dayside.reading.SignedReport.Status;
import io.dayside.routing.Leases;
import io.dayside.tenancy.Ids;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
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
    private final Cases cases;
    private final Leases leases;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Signing(
            Callers callers,
            Desk desk,
            Drafts drafts,
            ReportStore reports,
            Cases cases,
            Leases leases,
            AuditTrail trail,
            ApplicationEventPublisher events,
            Clock clock) {
        this.callers = callers;
        this.desk = desk;
        this.drafts = drafts;
        this.reports = reports;
        this.cases = cases;
        this.leases = leases;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
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
        var earlier = signedBy(callers.required(), id);
        if (earlier.isPresent()) {
            return new Signed(earlier.get());
        }
        keepHolding(id);
        var open = desk.open(id);
        return open.missing()
                .<SignOutcome>map(NotReady::new)
                .orElseGet(() -> new Signed(complete(open, desk.holder(id))));
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
        if (addendum.isBlank()) {
            return new NotReady("The addendum is still empty.");
        }
        return new Signed(addTo(reports.latest(id).orElseThrow(), addendum.strip(), caller));
    }

    private SignedReport complete(OpenCase open, Caller signer) {
        var id = open.work().id();
        var report = store(unsigned(open, signer));
        advance(id, CaseState.FINAL);
        leases.complete(id, signer.username());
        announce(report);
        return report;
    }

    private SignedReport addTo(SignedReport earlier, String addendum, Caller signer) {
        var report = store(new SignedReport(
                Ids.next(),
                earlier.caseId(),
                earlier.version() + 1,
                Status.APPENDED,
                earlier.studyInstanceUid(),
                addendum,
                earlier.impression(),
                earlier.verdicts(),
                earlier.readElsewhere(),
                signer.subject(),
                signer.username(),
                signer.displayName(),
                SignedReport.MEANING_OF_ADDENDUM,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                ""));
        advance(earlier.caseId(), CaseState.ADDENDUM);
        announce(report);
        return report;
    }

    private SignedReport unsigned(OpenCase open, Caller signer) {
        Case work = open.work();
        return new SignedReport(
                Ids.next(),
                work.id(),
                1,
                Status.FINAL,
                work.study().studyInstanceUid(),
                open.draft().findings().strip(),
                open.draft().impression().strip(),
                open.claims().stream()
                        .filter(claim -> !(claim.judgement() instanceof Judgement.Undecided))
                        .map(Signing::judged)
                        .toList(),
                open.images().notViewable(),
                signer.subject(),
                signer.username(),
                signer.displayName(),
                SignedReport.MEANING,
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                "");
    }

    private SignedReport store(SignedReport unsigned) {
        var report = unsigned.withDigest();
        reports.add(report);
        return report;
    }

    private void advance(CaseId id, CaseState next) {
        try {
            cases.advance(id, next, "");
        } catch (TransitionRefused e) {
            throw new IllegalStateException("the case moved on while it was being signed", e);
        }
    }

    private void announce(SignedReport report) {
        var id = report.caseId();
        trail.append(AuditEvent.of(
                id.tenant(),
                AuditAction.REPORT_SIGNED,
                Desk.object(id),
                Map.of(
                        "report", report.id().toString(),
                        "version", Integer.toString(report.version()),
                        "status", report.status().name(),
                        "digest", report.digest())));
        events.publishEvent(new ReportSigned(id, report.id(), report.version(), report.signedAt()));
    }

    private Optional<SignedReport> signedBy(Caller caller, CaseId id) {
        return reports.latest(id).filter(report -> report.signerSubject().equals(caller.subject()));
    }

    private static JudgedFinding judged(Claim claim) {
        var finding = claim.finding();
        return new JudgedFinding(
                finding.id(),
                finding.label(),
                finding.probability(),
                finding.model(),
                finding.modelVersion(),
                claim.judgement().verdict(),
                claim.judgement().words());
    }
}
