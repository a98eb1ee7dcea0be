package io.dayside.priors;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.SpareRoom;
import io.dayside.archive.StudyRef;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Fetches one prior of a study, unless it is here. The network is used outside of transactions. */
@Component
class PriorRetrieval {

    private final PriorsRows rows;
    private final Archive archive;
    private final SpareRoom room;
    private final AuditTrail trail;
    private final MeterRegistry meters;
    private final TransactionTemplate transaction;

    PriorRetrieval(
            PriorsRows rows,
            Archive archive,
            SpareRoom room,
            AuditTrail trail,
            MeterRegistry meters,
            PlatformTransactionManager transactions) {
        this.rows = rows;
        this.archive = archive;
        this.room = room;
        this.trail = trail;
        this.meters = meters;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** @throws IOException where it is worth to try again */
    void fetch(PriorsRule rule, PriorSource pacs, ArchivedStudy study, Prior prior) throws IOException {
        if (isHeld(prior.ref())) {
            rows.mark(study.ref(), prior, Prior.State.THERE);
            return;
        }
        var tenant = study.ref().tenant();
        var objects = new PriorObjects(
                archive, room, study.facility(), prior.ref(), study.patientId(), FetchLimits.OF_A_PRIOR);
        var fetched = fetched(pacs, prior, objects);
        meters.counter("dayside.priors.instances", "tenant", tenant.code()).increment(fetched.kept());
        transaction.executeWithoutResult(_ -> {
            rows.mark(study.ref(), prior, fetched.isWhole() ? Prior.State.THERE : Prior.State.INCOMPLETE);
            trail.append(AuditEvent.of(
                    tenant,
                    AuditAction.PRIORS_FETCHED,
                    "study:" + prior.ref().studyInstanceUid(),
                    Map.of(
                            "for",
                            study.ref().studyInstanceUid(),
                            "from",
                            rule.pacs().name(),
                            "instances",
                            Integer.toString(fetched.kept()),
                            "missing",
                            Integer.toString(fetched.missing()))));
        });
    }

    /** What is too large does not become smaller; room may be made. */
    private static PriorSource.Fetched fetched(PriorSource pacs, Prior prior, PriorObjects objects) throws IOException {
        PriorSource.Fetched fetched;
        try {
            fetched = pacs.fetch(prior.ref(), objects);
        } catch (IOException e) {
            if (!objects.areTooMuch() && !objects.hadNoRoom()) {
                throw e;
            }
            fetched = new PriorSource.Fetched(objects.kept(), objects.refused() + 1);
        }
        if (objects.hadNoRoom()) {
            throw new PriorsMissed(PriorsObstacle.NO_ROOM, "the archive has no room for it");
        }
        return fetched;
    }

    /** Whether it was sent to be read, or fetched whole before. */
    private boolean isHeld(StudyRef prior) {
        return archive.study(prior)
                .filter(held -> !held.sender().equals(ReceivedInstance.PRIOR_SENDER) || rows.isThere(prior))
                .isPresent();
    }
}
