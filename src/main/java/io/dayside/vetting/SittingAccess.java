package io.dayside.vetting;

import io.dayside.archive.StudyRef;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.imaging.StudyAccess;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A candidate sees the pictures of the cases that they have opened, for as long as the sitting goes on. */
@Component
class SittingAccess implements StudyAccess {

    private final Candidates candidates;

    SittingAccess(Candidates candidates) {
        this.candidates = candidates;
    }

    @Override
    @Transactional(readOnly = true)
    public boolean mayView(Caller caller, StudyRef study) {
        return caller.tenants().contains(study.tenant())
                && caller.is(Role.SPECIALIST)
                && candidates.mayLookAt(caller.username(), study);
    }
}
