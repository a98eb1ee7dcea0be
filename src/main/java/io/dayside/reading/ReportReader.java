package io.dayside.reading;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.CaseId;
import io.dayside.collaboration.CaseReading;
import io.dayside.collaboration.Role;
import io.dayside.collaboration.Turns;
import io.dayside.collaboration.Workflow;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Signed reports for the person who is calling, with an entry in the trail. */
@Service
public class ReportReader {

    private final ReportStore reports;
    private final Turns turns;
    private final CaseStudyAccess access;
    private final Callers callers;
    private final AuditTrail trail;

    ReportReader(ReportStore reports, Turns turns, CaseStudyAccess access, Callers callers, AuditTrail trail) {
        this.reports = reports;
        this.turns = turns;
        this.access = access;
        this.callers = callers;
        this.trail = trail;
    }

    /**
     * Every signed version that the caller may see, oldest first; none while nothing is signed. Hospitals see what they
     * receive; of two who read independently each sees their own until both are done, or settle where they differ.
     *
     * @throws CaseNotHeld when the case does not exist or the caller may not read its report
     */
    @Transactional
    public List<SignedReport> read(CaseId id) {
        var caller = callers.required();
        if (!access.mayReadReport(caller, id)) {
            throw new CaseNotHeld();
        }
        var versions = caller.isStaffOf(id.tenant()) ? reports.of(id) : amongReaders(id, caller);
        if (!versions.isEmpty()) {
            trail.append(AuditEvent.of(id.tenant(), AuditAction.REPORT_VIEWED, Desk.object(id)));
        }
        return versions;
    }

    /** Two who settle it between them see what both wrote. */
    private static boolean isApart(CaseReading due) {
        return due.due()
                && due.workflow() == Workflow.DOUBLE
                && due.role() != Role.JOINT
                && due.role() != Role.AGREEMENT;
    }

    private List<SignedReport> amongReaders(CaseId id, Caller caller) {
        boolean apart = turns.readings(id).stream().anyMatch(ReportReader::isApart);
        return reports.everyVersion(id).stream()
                .filter(report -> !apart || report.signerSubject().equals(caller.subject()))
                .toList();
    }
}
