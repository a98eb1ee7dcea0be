package io.dayside.archive;

import io.dayside.archive.QuarantineRows.Waiting;
import io.dayside.archive.StoreOutcome.Reason;
import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.TransferSyntax;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves rows between quarantine and studies. Objects stay where they lie, and each is named by one row before and after:
 * what a segment says of it again after a crash changes nothing.
 */
@Settled
@Component
class DecidedQuarantine implements Quarantine {

    private final QuarantineRows rows;
    private final InstanceIndex index;
    private final Catalogue catalogue;
    private final ObjectReader reader;
    private final HeaderReader headers;
    private final RecentStudies recent;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final Replacements replacements;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DecidedQuarantine(
            QuarantineRows rows,
            InstanceIndex index,
            Catalogue catalogue,
            ObjectReader reader,
            HeaderReader headers,
            RecentStudies recent,
            AuditTrail trail,
            ApplicationEventPublisher events,
            Replacements replacements,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.index = index;
        this.catalogue = catalogue;
        this.reader = reader;
        this.headers = headers;
        this.recent = recent;
        this.trail = trail;
        this.events = events;
        this.replacements = replacements;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public Outcome decide(QuarantinedInstance.Id object, Decision decision, Actor by) throws IOException {
        return Actor.call(by, () -> inTransaction(() -> decideOnce(object, decision, by)));
    }

    private Outcome decideOnce(QuarantinedInstance.Id id, Decision decision, Actor by) throws IOException {
        var waiting = rows.lock(id).orElse(null);
        if (waiting == null) {
            return rows.isDecided(id) ? new Outcome.AlreadyDecided() : new Outcome.Unknown();
        }
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var obstacle = switch (decision) {
            case Decision.Reject _ -> reject(id, by, now);
            case Decision.Replace _ -> replace(id, waiting, by, now);
            case Decision.Accept _ -> accept(id, waiting, by, now);
        };
        if (obstacle.isPresent()) {
            return obstacle.get();
        }
        audit(id, waiting, decision);
        return new Outcome.Decided();
    }

    private Optional<Outcome.Impossible> reject(QuarantinedInstance.Id id, Actor by, Instant now) {
        rows.reject(id, by.name(), now);
        return Optional.empty();
    }

    private Optional<Outcome.Impossible> replace(QuarantinedInstance.Id id, Waiting waiting, Actor by, Instant now)
            throws IOException {
        if (waiting.reason() != Reason.OTHER_CONTENT_UNDER_SAME_UID) {
            return impossible(Obstacle.DECISION_DOES_NOT_FIT);
        }
        var facility = rows.lockStudy(waiting.study());
        var held = rows.lockHeld(id);
        if (facility.isEmpty() || held.isEmpty()) {
            return impossible(Obstacle.STUDY_NOT_HELD);
        }
        if (waiting.damaged()) {
            return impossible(Obstacle.OBJECT_DAMAGED);
        }
        var replacing = indexable(waiting, facility.get(), by);
        boolean sameStudy = held.get().studyInstanceUid().equals(waiting.study().studyInstanceUid());
        if (!sameStudy || !index.isOfPatient(waiting.study(), replacing.header().patient())) {
            return impossible(Obstacle.INSTANCE_OF_OTHER_STUDY);
        }
        var objection = replacements.objectionTo(waiting.study());
        if (objection.isPresent()) {
            return Optional.of(new Outcome.Impossible(Obstacle.STUDY_GUARDED, objection.get()));
        }
        rows.remove(id);
        rows.supersede(id, by.name(), now);
        join(replacing, now);
        index.removeSeriesIfEmpty(waiting.study(), held.get().seriesInstanceUid());
        events.publishEvent(new InstanceReplaced(waiting.study(), id.sopInstanceUid()));
        return Optional.empty();
    }

    private Optional<Outcome.Impossible> accept(QuarantinedInstance.Id id, Waiting waiting, Actor by, Instant now)
            throws IOException {
        if (waiting.reason() != Reason.STUDY_OF_ANOTHER_PATIENT) {
            return impossible(Obstacle.DECISION_DOES_NOT_FIT);
        }
        var facility = rows.lockStudy(waiting.study());
        if (facility.isEmpty()) {
            return impossible(Obstacle.STUDY_NOT_HELD);
        }
        if (waiting.damaged()) {
            return impossible(Obstacle.OBJECT_DAMAGED);
        }
        if (rows.lockHeld(id).isPresent()) {
            return impossible(Obstacle.UID_TAKEN);
        }
        rows.remove(id);
        join(indexable(waiting, facility.get(), by), now);
        return Optional.empty();
    }

    private static Optional<Outcome.Impossible> impossible(Obstacle obstacle) {
        return Optional.of(new Outcome.Impossible(obstacle, ""));
    }

    /** Tells other rooms as of an object that arrives now, so that they look at the study again. */
    private void join(Indexable object, Instant now) {
        index.add(object);
        AfterCommit.run(() -> recent.forget(object.study()));
        events.publishEvent(new InstancesStored(
                object.study(), object.header().modality(), 1, false, now, ReceivedInstance.isPrior(object.sender())));
    }

    private void audit(QuarantinedInstance.Id id, Waiting waiting, Decision decision) {
        var details = new HashMap<>(Map.of(
                "decision", nameOf(decision),
                "reason", waiting.reason().name(),
                "study", waiting.study().studyInstanceUid(),
                "sha256", id.sha256()));
        if (decision instanceof Decision.Accept(var because)) {
            details.put("because", because.name());
        }
        trail.append(
                AuditEvent.of(id.tenant(), AuditAction.QUARANTINE_DECIDED, "instance:" + id.sopInstanceUid(), details));
    }

    private static String nameOf(Decision decision) {
        return switch (decision) {
            case Decision.Reject _ -> "REJECT";
            case Decision.Replace _ -> "REPLACE";
            case Decision.Accept _ -> "ACCEPT";
        };
    }

    @Override
    public Optional<Comparison> compare(QuarantinedInstance.Id object) throws IOException {
        return inTransaction(() -> {
            var waiting = rows.find(object).orElse(null);
            if (waiting == null) {
                return Optional.empty();
            }
            var setAside = facts(waiting);
            return Optional.of(new Comparison(setAside, held(object, waiting)));
        });
    }

    private Facts facts(Waiting waiting) throws IOException {
        var facility =
                catalogue.study(waiting.study()).map(ArchivedStudy::facility).orElse("");
        var header = header(waiting, facility);
        return facts(header, waiting.object().place().datasetBytes(), waiting.sender(), waiting.receivedAt());
    }

    private @Nullable Facts held(QuarantinedInstance.Id id, Waiting waiting) throws IOException {
        if (waiting.reason() == Reason.STUDY_OF_ANOTHER_PATIENT) {
            return catalogue
                    .study(waiting.study())
                    .map(DecidedQuarantine::facts)
                    .orElse(null);
        }
        var standing = rows.standing(id).orElse(null);
        return standing == null ? null : facts(standing);
    }

    private static Facts facts(InstanceHeader header, long bytes, String sender, Instant receivedAt) {
        var patient = header.patient();
        return new Facts(
                patient.name(),
                patient.id(),
                patient.issuer(),
                patient.birthDate(),
                patient.sex(),
                header.accessionNumber(),
                header.studyDescription(),
                header.studyInstant(),
                header.modality(),
                header.seriesDescription(),
                header.seriesNumber(),
                header.instanceNumber(),
                header.rows(),
                header.columns(),
                header.frames(),
                bytes,
                sender,
                receivedAt);
    }

    private static Facts facts(ArchivedStudy study) {
        return new Facts(
                study.patientName(),
                study.patientId(),
                study.issuerOfPatientId(),
                study.patientBirthDate(),
                study.patientSex(),
                study.accessionNumber(),
                study.studyDescription(),
                study.studyInstant(),
                study.modality(),
                "",
                null,
                null,
                null,
                null,
                null,
                null,
                study.sender(),
                study.firstReceived());
    }

    private Indexable indexable(Waiting waiting, String facility, Actor by) throws IOException {
        return new Indexable(
                waiting.study().tenant(),
                facility,
                waiting.sender(),
                waiting.transferSyntaxUid(),
                header(waiting, facility),
                waiting.object(),
                waiting.receivedAt(),
                by);
    }

    private InstanceHeader header(Waiting waiting, String facility) throws IOException {
        var tenant = waiting.study().tenant();
        var place = waiting.object().place();
        try (var object = new BufferedInputStream(reader.open(tenant, waiting.object()))) {
            object.skipNBytes(place.datasetOffset());
            var dataset = headers.read(object, TransferSyntax.of(waiting.transferSyntaxUid()));
            return headers.describe(dataset, waiting.envelope(facility), tenant);
        } catch (MalformedDataset | Unacceptable e) {
            throw new IOException("an object that was kept aside can no longer be read", e);
        }
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private <T> T inTransaction(Work<T> work) throws IOException {
        try {
            return Objects.requireNonNull(transaction.execute(_ -> {
                try {
                    return work.run();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
