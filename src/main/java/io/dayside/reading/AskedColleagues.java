package io.dayside.reading;

import io.dayside.cases.CaseId;
import io.dayside.collaboration.Opinion;
import io.dayside.collaboration.Opinions;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.routing.LeaseEnded;
import io.dayside.routing.Leases;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** For how long somebody who was asked about a case sees it: while they are asked, and the asker holds the case. */
@Component
class AskedColleagues {

    private final Opinions opinions;
    private final Leases leases;

    AskedColleagues(Opinions opinions, Leases leases) {
        this.opinions = opinions;
        this.leases = leases;
    }

    boolean maySee(Caller caller, CaseId id) {
        return caller.is(Role.SPECIALIST)
                && caller.tenants().contains(id.tenant())
                && opinions.openTo(id, caller.username()).filter(this::stands).isPresent();
    }

    /** A lease may have run out a few seconds before anybody notes it. */
    boolean stands(Opinion opinion) {
        return opinion.open()
                && leases.current(opinion.caseId())
                        .filter(lease -> lease.username().equals(opinion.asker()))
                        .isPresent();
    }

    /** Whoever holds the case next asks for themselves. What a signature ends, {@link Completion} has ended before. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(LeaseEnded event) {
        opinions.withdrawAll(event.id(), "the asker holds the case no longer");
    }
}
