package io.dayside.collaboration;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.cases.CaseId;
import io.dayside.cases.LateImages;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Images that come between two readings: whoever reads next sees them, and whoever has read is to know of them. */
@Component
class LateForReaders {

    private final ReadingRows rows;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;

    LateForReaders(ReadingRows rows, AuditTrail trail, ApplicationEventPublisher events) {
        this.rows = rows;
        this.trail = trail;
        this.events = events;
    }

    /** Once for each time that the study becomes complete, not for the first of the images. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(LateImages event) {
        var readers = event.complete() ? before(event.id()) : Set.<String>of();
        if (readers.isEmpty()) {
            return;
        }
        trail.append(AuditEvent.of(
                event.id().tenant(),
                AuditAction.IMAGES_AFTER_READING,
                "case:" + event.id().id(),
                Map.of("told", readers.stream().sorted().collect(Collectors.joining(", ")))));
        events.publishEvent(new ImagesAfterReading(event.id(), readers, event.at()));
    }

    /** Nobody where no reading is due any more. */
    private Set<String> before(CaseId id) {
        var readings = rows.of(List.of(id)).getOrDefault(id, List.of());
        return readings.stream().noneMatch(CaseReading::due)
                ? Set.of()
                : readings.stream()
                        .map(CaseReading::readBy)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet());
    }
}
