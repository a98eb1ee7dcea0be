package io.dayside.collaboration;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.CaseId;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** A third decides where two did not compare or agree in time. Whoever of the two holds the case then may finish first. */
@Component
class Unsettled {

    private final ReadingRows rows;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Unsettled(ReadingRows rows, AuditTrail trail, ApplicationEventPublisher events, Clock clock) {
        this.rows = rows;
        this.trail = trail;
        this.events = events;
        this.clock = clock;
    }

    @Transactional
    public void askThird() {
        rows.unsettled(clock.instant()).forEach(this::askThird);
    }

    private void askThird(CaseId id) {
        rows.askThird(id);
        trail.append(AuditEvent.of(id.tenant(), AuditAction.THIRD_READER_ASKED, "case:" + id.id()));
        events.publishEvent(new TurnChanged(id));
    }
}
