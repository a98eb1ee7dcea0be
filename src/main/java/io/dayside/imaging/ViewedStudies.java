package io.dayside.imaging;

import io.dayside.archive.StudyRef;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.identity.Caller;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Leaves in the trail who looked at which study: once for each caller, study and hour on this node, committed before the
 * first byte goes out.
 */
@Component
class ViewedStudies {

    private static final long HOUR_SECONDS = Duration.ofHours(1).toSeconds();

    /** When more are remembered all are forgotten, and some are recorded a second time within their hour. */
    private static final int MAX_REMEMBERED = 100_000;

    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ConcurrentHashMap<View, Long> hours = new ConcurrentHashMap<>();

    ViewedStudies(AuditTrail trail, PlatformTransactionManager transactions, Clock clock) {
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    private record View(String subject, StudyRef study) {}

    /** Returns once it is recorded; others who ask for the same at the same moment wait for that. */
    void record(Caller caller, StudyRef study) {
        if (hours.size() > MAX_REMEMBERED) {
            hours.clear();
        }
        long hour = clock.instant().getEpochSecond() / HOUR_SECONDS;
        hours.compute(new View(caller.subject(), study), (_, recorded) -> {
            if (recorded == null || recorded != hour) {
                append(study);
            }
            return hour;
        });
    }

    private void append(StudyRef study) {
        transaction.executeWithoutResult(_ -> trail.append(AuditEvent.of(
                study.tenant(),
                AuditAction.IMAGES_VIEWED,
                "study:" + study.studyInstanceUid(),
                Map.of("by", "viewer"))));
    }
}
