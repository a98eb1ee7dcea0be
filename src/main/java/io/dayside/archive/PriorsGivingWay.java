package io.dayside.archive;

import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import java.util.HexFormat;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * What was fetched for comparison gives way to what the hospital then sends to be read: a PACS seldom gives out the bytes
 * that the modality sent. What was fetched stays as superseded. Joins the running transaction.
 */
@Component
class PriorsGivingWay {

    private static final String BY = "archive";

    private final QuarantineRows rows;
    private final Replacements replacements;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;

    PriorsGivingWay(
            QuarantineRows rows, Replacements replacements, AuditTrail trail, ApplicationEventPublisher events) {
        this.rows = rows;
        this.replacements = replacements;
        this.trail = trail;
        this.events = events;
    }

    /**
     * Takes the prior under the UID of {@code sent}, of the same study and patient, out of the index.
     *
     * @return false, and it stays, where it is of another series or its study may not change: on legal hold, or being read
     */
    boolean giveWay(Indexable sent) {
        var study = sent.study();
        var uid = sent.header().sopInstanceUid();
        var sha256 = HexFormat.of().formatHex(sent.object().datasetSha256());
        var id = new QuarantinedInstance.Id(study.tenant(), uid, sha256);
        boolean sameSeries = rows.lockHeld(id)
                .filter(held -> held.seriesInstanceUid().equals(sent.header().seriesInstanceUid()))
                .isPresent();
        if (!sameSeries || replacements.objectionTo(study).isPresent()) {
            return false;
        }
        rows.supersede(id, BY, sent.at());
        Actor.run(
                sent.actor(),
                () -> trail.append(AuditEvent.of(
                        study.tenant(),
                        AuditAction.QUARANTINE_DECIDED,
                        "instance:" + uid,
                        Map.of(
                                "decision",
                                "REPLACE",
                                "reason",
                                StoreOutcome.Reason.OTHER_CONTENT_UNDER_SAME_UID.name(),
                                "because",
                                "SENT_AFTER_IT_WAS_FETCHED",
                                "study",
                                study.studyInstanceUid(),
                                "sha256",
                                sha256))));
        events.publishEvent(new InstanceReplaced(study, uid));
        return true;
    }
}
