package io.dayside.reading;

import io.dayside.archive.StudyRef;
import io.dayside.cases.CaseId;
import io.dayside.cases.Cases;
import io.dayside.critical.SignedReaders;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.imaging.StudyAccess;
import io.dayside.priors.Priors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who sees images and reports: the hospital's own people, and the specialist who holds the case or has signed it,
 * who sees its priors too. A colleague who is asked for an opinion sees the images and priors until that has ended. A
 * manager sees clocks, not patients.
 */
@Component
@Transactional(readOnly = true)
class CaseStudyAccess implements StudyAccess, SignedReaders {

    private final Cases cases;
    private final Desk desk;
    private final ReportStore reports;
    private final Priors priors;
    private final AskedColleagues asked;

    CaseStudyAccess(Cases cases, Desk desk, ReportStore reports, Priors priors, AskedColleagues asked) {
        this.cases = cases;
        this.desk = desk;
        this.reports = reports;
        this.priors = priors;
        this.asked = asked;
    }

    @Override
    public boolean mayView(Caller caller, StudyRef study) {
        if (!caller.tenants().contains(study.tenant())) {
            return false;
        }
        return caller.isStaffOf(study.tenant())
                || sees(caller, study)
                || priors.studiesWith(study).stream().anyMatch(read -> sees(caller, read));
    }

    private boolean sees(Caller caller, StudyRef study) {
        return cases.of(study)
                .filter(work -> readsOrHasRead(caller, work.id()) || asked.maySee(caller, work.id()))
                .isPresent();
    }

    boolean mayReadReport(Caller caller, CaseId id) {
        return caller.tenants().contains(id.tenant()) && (caller.isStaffOf(id.tenant()) || readsOrHasRead(caller, id));
    }

    boolean readsOrHasRead(Caller caller, CaseId id) {
        return caller.is(Role.SPECIALIST) && (desk.holds(caller, id) || hasSigned(caller, id));
    }

    @Override
    public boolean hasSigned(Caller caller, CaseId id) {
        return caller.is(Role.SPECIALIST)
                && reports.everyVersion(id).stream()
                        .anyMatch(report -> report.signerSubject().equals(caller.subject()));
    }
}
