package io.dayside.routing;

import io.dayside.cases.CaseAdvanced;
import io.dayside.cases.CasePrioritised;
import io.dayside.cases.LateImages;
import io.dayside.triage.StudyAssessed;
import io.dayside.ui.LiveUpdates;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells open pages that the order may have changed. */
@Component
class CaseAnnouncements {

    private final LiveUpdates pages;

    CaseAnnouncements(LiveUpdates pages) {
        this.pages = pages;
    }

    @EventListener
    void on(CaseAdvanced event) {
        pages.changed(event.id().tenant(), LiveUpdates.Topic.CASES);
    }

    @EventListener
    void on(CasePrioritised event) {
        pages.changed(event.id().tenant(), LiveUpdates.Topic.CASES);
    }

    @EventListener
    void on(LateImages event) {
        pages.changed(event.id().tenant(), LiveUpdates.Topic.CASES);
    }

    @EventListener
    void on(StudyAssessed event) {
        pages.changed(event.study().tenant(), LiveUpdates.Topic.CASES);
    }
}
