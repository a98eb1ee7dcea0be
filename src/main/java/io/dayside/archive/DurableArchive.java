package io.dayside.archive;

import io.dayside.archive.StoreOutcome.Reason;
import io.dayside.archive.StoreSteps.Step;
import io.dayside.audit.Actor;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Object first, then row and answer: no row is committed and nothing is answered before the object is synced in its
 * permanent place, with all that its row is made of. Where the row decides what the answer is, the answer waits for it.
 */
@Component
class DurableArchive implements Archive {

    private static final Logger log = LoggerFactory.getLogger(DurableArchive.class);

    /** Senders at other doors than the DICOM listener may have longer names. */
    private static final int MAX_AE_TITLE_CHARACTERS = 16;

    private final ObjectStore objects;
    private final ObjectReader reader;
    private final InstanceIndex index;
    private final Catalogue catalogue;
    private final SegmentLogs logs;
    private final HeaderReader headers;
    private final RecentStudies recent;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final StoreSteps steps;
    private final List<StudyUrgency> urgency;
    private final Admission admission;
    private final StorageUse use;
    private final OnceAtATime onceAtATime = new OnceAtATime();

    DurableArchive(
            ObjectStore objects,
            ObjectReader reader,
            InstanceIndex index,
            Catalogue catalogue,
            SegmentLogs logs,
            HeaderReader headers,
            RecentStudies recent,
            PlatformTransactionManager transactions,
            Clock clock,
            ObjectProvider<StoreSteps> steps,
            ObjectProvider<StudyUrgency> urgency,
            Admission admission,
            StorageUse use) {
        this.objects = objects;
        this.reader = reader;
        this.index = index;
        this.catalogue = catalogue;
        this.logs = logs;
        this.headers = headers;
        this.recent = recent;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.steps = steps.getIfAvailable(() -> StoreSteps.UNOBSERVED);
        this.urgency = urgency.stream().toList();
        this.admission = admission;
        this.use = use;
    }

    @Override
    public StoreOutcome store(ReceivedInstance received) throws IOException {
        return TenantScope.call(
                received.tenant(),
                () -> outcome(received, () -> {
                    try (var whole = read(received)) {
                        return keepOnce(whole);
                    }
                }));
    }

    @Override
    public Future<StoreOutcome> receive(ReceivedInstance received) throws IOException {
        if (objects.isMemoryShort()) {
            return CompletableFuture.completedFuture(store(received));
        }
        return TenantScope.call(received.tenant(), () -> {
            try {
                return keepBeside(read(received));
            } catch (Unacceptable
                    | NotAdmitted
                    | StorageFailure
                    | UncheckedIOException
                    | DataAccessException
                    | TransactionException e) {
                return CompletableFuture.completedFuture(refusal(received, e));
            }
        });
    }

    private Future<StoreOutcome> keepBeside(Whole whole) {
        var received = whole.received();
        var actor = Actor.bound().orElseGet(() -> Actor.device(received.sender()));
        Callable<StoreOutcome> keeping = () -> Actor.call(
                actor,
                () -> TenantScope.call(
                        received.tenant(),
                        () -> outcome(received, () -> {
                            try (whole) {
                                return keepOnce(whole);
                            }
                        })));
        var kept = new FutureTask<>(keeping);
        Thread.ofVirtual().name("archive-keeps").start(kept);
        return kept;
    }

    private interface Storing {
        StoreOutcome run() throws IOException, Unacceptable;
    }

    private StoreOutcome outcome(ReceivedInstance received, Storing storing) throws IOException {
        try {
            return storing.run();
        } catch (Unacceptable
                | NotAdmitted
                | StorageFailure
                | UncheckedIOException
                | DataAccessException
                | TransactionException e) {
            return refusal(received, e);
        }
    }

    private StoreOutcome refusal(ReceivedInstance received, Exception because) {
        if (because instanceof Unacceptable unacceptable) {
            return refuse(received, unacceptable.outcome());
        }
        if (because instanceof NotAdmitted notAdmitted) {
            return refuse(received, notAdmitted.outcome());
        }
        // An object that was already settled stays: the commit may have succeeded without our hearing of it.
        log.error("{} could not keep an instance from {}", received.tenant(), received.sender(), because);
        return refuse(received, new StoreOutcome.Refused(Reason.OUT_OF_RESOURCES, "archive"));
    }

    private static void checkAnnounced(ReceivedInstance received) throws Unacceptable {
        if (!UIDs.isValid(received.sopInstanceUid())) {
            throw new Unacceptable(Reason.MALFORMED, "announced SOP Instance UID");
        }
        if (!UIDs.isValid(received.sopClassUid())) {
            throw new Unacceptable(Reason.MALFORMED, "announced SOP Class UID");
        }
        if (!UIDs.isValid(received.transferSyntaxUid())) {
            throw new Unacceptable(Reason.MALFORMED, "transfer syntax");
        }
    }

    /** An object that has come to its end, in memory or in a file of its own. */
    private record Whole(ReceivedInstance received, InstanceHeader header, IncomingObject object)
            implements AutoCloseable {

        @Override
        public void close() throws IOException {
            object.close();
        }
    }

    /** Reads the data set to its end, also where it is not kept. */
    private Whole read(ReceivedInstance received) throws IOException, Unacceptable {
        try {
            checkAnnounced(received);
            return readInto(objects.begin(received.tenant()), received);
        } catch (IOException | Unacceptable | RuntimeException e) {
            received.dataset().transferTo(OutputStream.nullOutputStream());
            throw e;
        }
    }

    private Whole readInto(IncomingObject incoming, ReceivedInstance received) throws IOException, Unacceptable {
        try {
            incoming.writeMeta(meta(received));
            var header = keep(received, incoming);
            reached(Step.RECEIVED);
            return new Whole(received, header, incoming);
        } catch (IOException | Unacceptable | RuntimeException | Error e) {
            closeAfter(e, incoming);
            throw e;
        }
    }

    private static void closeAfter(Throwable failure, IncomingObject incoming) {
        try {
            incoming.close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private StoreOutcome keepOnce(Whole whole) throws IOException {
        return onceAtATime.call(whole.received(), () -> keepOnce(whole.received(), whole.header(), whole.object()));
    }

    private void reached(Step step) throws StorageFailure {
        try {
            steps.reached(step);
        } catch (IOException e) {
            throw new StorageFailure(e);
        }
    }

    private StoreOutcome keepOnce(ReceivedInstance received, InstanceHeader header, IncomingObject incoming)
            throws IOException {
        var study = new StudyRef(received.tenant(), header.studyInstanceUid());
        // PostgreSQL keeps microseconds; what is announced must be what is kept.
        var at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        boolean surelyNew = isSurelyNew(study, header);
        if (!surelyNew && mayHold(study, header.sopInstanceUid())) {
            var known = inTransaction(() -> index.known(received, header.sopInstanceUid(), incoming.sha256(), at));
            if (known.isPresent()) {
                return known.get();
            }
        }
        boolean urgent = isUrgent(received.tenant(), header);
        var objection = admission.objection(received.tenant(), urgent, incoming.datasetBytes());
        if (objection.isPresent()) {
            return refuse(
                    received,
                    new StoreOutcome.Refused(
                            Reason.NOT_ADMITTED, objection.get().words()));
        }
        return makeDurable(Arrival.of(received, header, incoming, at, urgent, surelyNew));
    }

    /** Whether its row can only become that of a new instance of a study that is held. */
    private boolean isSurelyNew(StudyRef study, InstanceHeader header) {
        var log = logs.of(study.tenant());
        return recent.lacks(study, header.patient(), header.sopInstanceUid())
                && !log.isUnindexed(header.sopInstanceUid())
                && log.mayOweMore();
    }

    private boolean mayHold(StudyRef study, String sopInstanceUid) {
        if (logs.of(study.tenant()).isUnindexed(sopInstanceUid)) {
            logs.settle(study.tenant());
            return true;
        }
        return recent.mayHold(study, sopInstanceUid);
    }

    private boolean isUrgent(TenantId tenant, InstanceHeader header) {
        return urgency.stream()
                .anyMatch(known -> known.isUrgent(
                        tenant, header.accessionNumber(), header.patient().id()));
    }

    private StoreOutcome makeDurable(Arrival arrival) throws IOException {
        var file = arrival.object().ownFile();
        if (file == null) {
            logs.of(arrival.received().tenant()).add(arrival);
            arrival.digest();
            return kept(arrival, arrival.await().outcome());
        }
        settle(file);
        arrival.digest();
        var place = new Placement(
                file.name(), 0, arrival.object().metaBytes(), arrival.object().datasetBytes());
        logs.of(arrival.received().tenant()).addInOwnFile(arrival, place);
        var recorded = arrival.await();
        if (!recorded.adopted()) {
            discard(arrival.received().tenant(), file);
        }
        return kept(arrival, recorded.outcome());
    }

    private StoreOutcome kept(Arrival arrival, StoreOutcome outcome) {
        if (!(outcome instanceof StoreOutcome.AlreadyHeld)) {
            use.grew(arrival.received().tenant(), arrival.object().datasetBytes());
        }
        return outcome;
    }

    private void discard(TenantId tenant, OwnFile file) {
        try {
            objects.discard(tenant, file);
        } catch (IOException e) {
            log.warn("{} a file that nothing refers to could not be removed: {}", tenant, e.toString());
        }
    }

    private static void settle(OwnFile file) throws StorageFailure {
        try {
            file.settle();
        } catch (IOException e) {
            throw new StorageFailure(e);
        }
    }

    private static byte[] meta(ReceivedInstance received) throws IOException {
        var meta =
                FileMetaInformation.of(received.sopClassUid(), received.sopInstanceUid(), received.transferSyntaxUid());
        if (received.sender().length() <= MAX_AE_TITLE_CHARACTERS) {
            meta.attributes().setString(Tag.SourceApplicationEntityTitle, VR.AE, received.sender());
        }
        var bytes = new ByteArrayOutputStream();
        DicomOutput.writeMeta(bytes, meta);
        return bytes.toByteArray();
    }

    /** Keeps the data set as it comes, understanding it only up to the pixel data. */
    private InstanceHeader keep(ReceivedInstance received, IncomingObject incoming) throws IOException, Unacceptable {
        var dataset = incoming.keeping(received.dataset());
        var syntax = TransferSyntax.of(received.transferSyntaxUid());
        try {
            var header = headers.describe(
                    headers.read(dataset, syntax), SegmentRecord.Envelope.of(received), received.tenant());
            incoming.within(() -> requireRoom(received.tenant(), header));
            dataset.transferTo(OutputStream.nullOutputStream());
            if (syntax.deflated()) {
                Inflation.check(incoming, HeaderReader.LIMITS.maxInflatedBytes());
            }
            return header;
        } catch (MalformedDataset e) {
            throw new Unacceptable(
                    Reason.MALFORMED, "%s at %s, byte %d".formatted(e.problem(), e.tagPath(), e.offsetBytes()));
        }
    }

    private void requireRoom(TenantId tenant, InstanceHeader header) throws NotAdmitted {
        var objection = admission.objectionAmid(tenant, () -> isUrgent(tenant, header));
        if (objection.isPresent()) {
            throw new NotAdmitted(objection.get());
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

    /** Says so in the trail, if that can still be written. */
    private StoreOutcome refuse(ReceivedInstance received, StoreOutcome.Refused refused) {
        log.warn(
                "{} refused an instance from {}: {} at {}",
                received.tenant(),
                received.sender(),
                refused.reason(),
                refused.where());
        try {
            transaction.executeWithoutResult(_ -> index.auditRefusal(
                    received.tenant(),
                    received.sopInstanceUid(),
                    received.sender(),
                    Map.of("reason", refused.reason().name(), "where", refused.where())));
        } catch (DataAccessException | TransactionException e) {
            log.error("{} the refusal could not be written to the trail", received.tenant(), e);
        }
        return refused;
    }

    @Override
    public void settle(TenantId tenant) {
        logs.settle(tenant);
    }

    @Override
    public Optional<ArchivedStudy> study(StudyRef study) {
        return catalogue.study(study);
    }

    @Override
    public List<ArchivedInstance> instances(StudyRef study) {
        return catalogue.instances(study);
    }

    @Override
    public InputStream open(TenantId tenant, String sopInstanceUid) throws IOException {
        var held = catalogue
                .held(tenant, sopInstanceUid)
                .orElseThrow(() -> new NoSuchFileException("no such instance at " + tenant));
        if (held.damaged()) {
            throw new DamagedObject(tenant, sopInstanceUid);
        }
        return reader.open(tenant, held.object());
    }
}
