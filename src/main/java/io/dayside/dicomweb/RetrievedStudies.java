package io.dayside.dicomweb;

import io.dayside.archive.StudyRef;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.identity.Callers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Leaves in the trail who retrieved what, committed before the first byte goes out: objects each time they are asked for;
 * descriptions, frames and pictures, of which a viewer asks for thousands, once for each caller, study and hour on this
 * node.
 */
@Component
class RetrievedStudies {

    private static final long HOUR_SECONDS = Duration.ofHours(1).toSeconds();

    /** When more are remembered all are forgotten, and some are recorded a second time within their hour. */
    private static final int MAX_REMEMBERED = 100_000;

    private final AuditTrail trail;
    private final TransactionTemplate transaction;
    private final Callers callers;
    private final Clock clock;
    private final ConcurrentHashMap<Look, Long> hours = new ConcurrentHashMap<>();

    RetrievedStudies(AuditTrail trail, PlatformTransactionManager transactions, Callers callers, Clock clock) {
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
        this.callers = callers;
        this.clock = clock;
    }

    /** What of a study is given out. */
    enum What {
        OBJECTS,
        DEIDENTIFIED,
        METADATA,
        BULK_DATA,
        FRAMES,
        RENDERED
    }

    private record Look(String subject, StudyRef study, What what) {}

    /** Returns once it is recorded. */
    void record(StudyRef study, What what, int instances) {
        if (what == What.OBJECTS || what == What.DEIDENTIFIED) {
            append(study, what, instances);
            return;
        }
        if (hours.size() > MAX_REMEMBERED) {
            hours.clear();
        }
        long hour = clock.instant().getEpochSecond() / HOUR_SECONDS;
        hours.compute(new Look(callers.required().subject(), study, what), (_, recorded) -> {
            if (recorded == null || recorded != hour) {
                append(study, what, instances);
            }
            return hour;
        });
    }

    private void append(StudyRef study, What what, int instances) {
        transaction.executeWithoutResult(_ -> trail.append(AuditEvent.of(
                study.tenant(),
                AuditAction.IMAGES_VIEWED,
                "study:" + study.studyInstanceUid(),
                Map.of("by", "DICOMweb", "what", what.name(), "instances", Integer.toString(instances)))));
    }
}
