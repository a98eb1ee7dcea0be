package io.dayside.delivery;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.Cases;
import io.dayside.identity.Callers;
import io.dayside.reading.Reports;
import io.dayside.reading.SignedReport;
import io.dayside.tenancy.Tenants;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Hands signed reports to the hospital's own people. Every look leaves an event before the report leaves. */
@Service
public class ReportDesk {

    private final Cases cases;
    private final Reports reports;
    private final Tenants tenants;
    private final AuditTrail trail;
    private final Callers callers;

    ReportDesk(Cases cases, Reports reports, Tenants tenants, AuditTrail trail, Callers callers) {
        this.cases = cases;
        this.reports = reports;
        this.tenants = tenants;
        this.trail = trail;
        this.callers = callers;
    }

    /** A case and its newest signed report. */
    public record Handed(Case work, SignedReport report) {}

    /** Empty when the caller is not of the case's own hospital, where they may yet see it to read it. */
    @Transactional(readOnly = true)
    @PreAuthorize("hasAnyRole('COORDINATOR', 'VIEWER')")
    public Optional<Case> find(CaseId id) {
        return callers.required().isStaffOf(id.tenant()) ? cases.find(id) : Optional.empty();
    }

    /** Empty when there is no such case for the caller, or no signed report yet. */
    @Transactional
    @PreAuthorize("hasAnyRole('COORDINATOR', 'VIEWER')")
    public Optional<Handed> hand(CaseId id, String form) {
        return find(id).flatMap(work -> reports.latest(id).map(report -> new Handed(work, report)))
                .map(handed -> remembered(handed, form));
    }

    /** The same as a PDF document. */
    @Transactional
    @PreAuthorize("hasAnyRole('COORDINATOR', 'VIEWER')")
    public Optional<byte[]> handPdf(CaseId id) {
        return hand(id, "pdf").map(handed -> ReportPdf.of(tenants.get(id.tenant()), handed.work(), handed.report()));
    }

    private Handed remembered(Handed handed, String form) {
        trail.append(AuditEvent.of(
                handed.work().id().tenant(),
                AuditAction.REPORT_VIEWED,
                "case:" + handed.work().id().id(),
                Map.of("version", Integer.toString(handed.report().version()), "form", form)));
        return handed;
    }
}
