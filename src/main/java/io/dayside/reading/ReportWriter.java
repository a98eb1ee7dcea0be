package io.dayside.reading;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.cases.TransitionRefused;
import io.dayside.collaboration.Role;
import io.dayside.identity.Caller;
import io.dayside.reading.OpenCase.Claim;
import io.dayside.reading.SignedReport.JudgedFinding;
import io.dayside.reading.SignedReport.Status;
import io.dayside.tenancy.Ids;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Writes signed versions and moves their cases on. Joins the running transaction. */
@Component
class ReportWriter {

    private final ReportStore reports;
    private final Cases cases;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ReportWriter(ReportStore reports, Cases cases, AuditTrail trail, ApplicationEventPublisher events, Clock clock) {
        this.reports = reports;
        this.cases = cases;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    /** Signs what the draft says, as the next version; who receives it hears of it. */
    SignedReport write(OpenCase open, Caller signer, Status status, boolean released) {
        var work = open.work();
        int before = reports.everyVersion(work.id()).size();
        var report = new SignedReport(
                        Ids.next(),
                        work.id(),
                        before + 1,
                        status,
                        work.study().studyInstanceUid(),
                        open.draft().findings().strip(),
                        open.draft().impression().strip(),
                        judged(open),
                        open.images().notViewable(),
                        signer.subject(),
                        signer.username(),
                        signer.displayName(),
                        open.second().meaning(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        "")
                .withDigest();
        return keep(report, open.second().turn().role(), released);
    }

    /** Adds a text to an earlier version. */
    SignedReport add(SignedReport earlier, String addendum, Caller signer) {
        var report = new SignedReport(
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
                        "")
                .withDigest();
        return keep(report, Role.FIRST, true);
    }

    /** What is decided of the models' claims, as a report says it. */
    static List<JudgedFinding> judged(OpenCase open) {
        return open.claims().stream()
                .filter(claim -> !(claim.judgement() instanceof Judgement.Undecided))
                .map(ReportWriter::judged)
                .toList();
    }

    private SignedReport keep(SignedReport report, Role reading, boolean released) {
        var id = report.caseId();
        reports.add(report, released);
        trail.append(AuditEvent.of(
                id.tenant(),
                AuditAction.REPORT_SIGNED,
                Desk.object(id),
                Map.of(
                        "report", report.id().toString(),
                        "version", Integer.toString(report.version()),
                        "status", report.status().name(),
                        "reading", released ? "" : reading.name(),
                        "digest", report.digest())));
        if (released) {
            events.publishEvent(new ReportSigned(id, report.id(), report.version(), report.signedAt()));
        }
        return report;
    }

    void advance(CaseId id, CaseState next, String why) {
        try {
            cases.advance(id, next, why);
        } catch (TransitionRefused e) {
            throw new IllegalStateException("the case moved on while it was being signed", e);
        }
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
