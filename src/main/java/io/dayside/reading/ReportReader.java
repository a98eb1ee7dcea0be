package io.dayside.reading;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.CaseId;
import io.dayside.identity.Callers;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Signed reports for the person who is calling, with an entry in the trail. */
@Service
public class ReportReader {

    private final Reports reports;
    private final CaseStudyAccess access;
    private final Callers callers;
    private final AuditTrail trail;

    ReportReader(Reports reports, CaseStudyAccess access, Callers callers, AuditTrail trail) {
        this.reports = reports;
        this.access = access;
        this.callers = callers;
        this.trail = trail;
    }

    /**
     * Every signed version, oldest first; none while nothing is signed.
     *
     * @throws CaseNotHeld when the case does not exist or the caller may not read its report
     */
    @Transactional
    public List<SignedReport> read(CaseId id) {
        if (!access.mayReadReport(callers.required(), id)) {
            throw new CaseNotHeld();
        }
        var versions = reports.of(id);
        if (!versions.isEmpty()) {
            trail.append(AuditEvent.of(id.tenant(), AuditAction.REPORT_VIEWED, Desk.object(id)));
        }
        return versions;
    }
}
