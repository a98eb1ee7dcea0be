package io.dayside.routing;

import io.dayside.cases.CaseAdvanced;
import io.dayside.cases.CasePrioritised;
import io.dayside.cases.LateImages;
import io.dayside.collaboration.OpinionChanged;
import io.dayside.collaboration.TurnChanged;
import io.dayside.sla.BreachForeseen;
import io.dayside.tenancy.TenantId;
import io.dayside.triage.StudyAssessed;
import io.dayside.ui.LiveUpdates;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells this node's order of reading, and open pages, that something of a hospital changed. */
@Component
class CaseAnnouncements {

    private final LiveOrder order;
    private final LiveUpdates pages;

    CaseAnnouncements(LiveOrder order, LiveUpdates pages) {
        this.order = order;
        this.pages = pages;
    }

    @EventListener
    void on(CaseAdvanced event) {
        changed(event.id().tenant());
    }

    @EventListener
    void on(CasePrioritised event) {
        changed(event.id().tenant());
    }

    @EventListener
    void on(TurnChanged event) {
        changed(event.id().tenant());
    }

    @EventListener
    void on(CaseDeclined event) {
        changed(event.id().tenant());
    }

    @EventListener
    void on(CaseExempted event) {
        changed(event.id().tenant());
    }

    /** Of two who read independently, whoever was asked is none. */
    @EventListener
    void on(OpinionChanged event) {
        changed(event.opinion().caseId().tenant());
    }

    /** Nothing of the order changes. */
    @EventListener
    void on(BreachForeseen event) {
        pages.changed(event.id().tenant(), LiveUpdates.Topic.CASES);
    }

    @EventListener
    void on(LateImages event) {
        changed(event.id().tenant());
    }

    @EventListener
    void on(StudyAssessed event) {
        changed(event.study().tenant());
    }

    /** The order first: a page that is told asks at once. */
    private void changed(TenantId tenant) {
        order.changed(tenant);
        pages.changed(tenant, LiveUpdates.Topic.CASES);
    }
}
