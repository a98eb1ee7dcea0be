package io.dayside.archive;

import io.dayside.archive.StoreOutcome.Reason;
import io.dayside.archive.StoreSteps.Step;
import io.dayside.dicom.data.DicomInput;
import io.dayside.dicom.data.DicomLimits;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Object first, row second, answer last: the object is synced under its permanent name before the transaction that
 * indexes it begins, so that whatever a row names exists and whatever is answered with success has a row.
 */
@Component
class DurableArchive implements Archive {

    private static final Logger log = LoggerFactory.getLogger(DurableArchive.class);

    /** Bulk ahead of the pixel data is an encapsulated document; it passes through memory, so it is bounded. */
    private static final DicomLimits LIMITS = DicomLimits.DEFAULT.withMaxBulkBytes(64L * 1024 * 1024);

    /** The second attempt sees the row of the transaction that was faster; a third guards against its rollback. */
    private static final int INDEX_ATTEMPTS = 3;

    private final ObjectStore objects;
    private final InstanceIndex index;
    private final Catalogue catalogue;
    private final Tenants tenants;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final StoreSteps steps;

    DurableArchive(
            ObjectStore objects,
            InstanceIndex index,
            Catalogue catalogue,
            Tenants tenants,
            PlatformTransactionManager transactions,
            Clock clock,
            ObjectProvider<StoreSteps> steps) {
        this.objects = objects;
        this.index = index;
        this.catalogue = catalogue;
        this.tenants = tenants;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.steps = steps.getIfAvailable(() -> StoreSteps.UNOBSERVED);
    }

    @Override
    public StoreOutcome store(ReceivedInstance received) throws IOException {
        return TenantScope.call(received.tenant(), () -> storeWithinScope(received));
    }

    private StoreOutcome storeWithinScope(ReceivedInstance received) throws IOException {
        try {
            checkAnnounced(received);
            return receive(received);
        } catch (Unacceptable e) {
            return refuse(received, e.outcome());
        } catch (StorageFailure | DataAccessException | TransactionException e) {
            // An object that was already settled stays: the commit may have succeeded without our hearing of it.
            log.error("{} could not keep an instance from {}", received.tenant(), received.sender(), e);
            return refuse(received, new StoreOutcome.Refused(Reason.OUT_OF_RESOURCES, "archive"));
        } finally {
            received.dataset().transferTo(OutputStream.nullOutputStream());
        }
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

    private StoreOutcome receive(ReceivedInstance received) throws IOException, Unacceptable {
        try (var incoming = objects.begin(received.tenant())) {
            incoming.writeMeta(meta(received));
            var header = keep(received, incoming);
            var object = incoming.describe();
            var known = inTransaction(() -> index.known(received.tenant(), header, object.datasetSha256()));
            if (known.isPresent()) {
                return known.get();
            }
            incoming.settle();
            return index(received, header, object);
        }
    }

    private static byte[] meta(ReceivedInstance received) throws IOException {
        var meta =
                FileMetaInformation.of(received.sopClassUid(), received.sopInstanceUid(), received.transferSyntaxUid());
        meta.attributes().setString(Tag.SourceApplicationEntityTitle, VR.AE, received.sender());
        var bytes = new ByteArrayOutputStream();
        DicomOutput.writeMeta(bytes, meta);
        return bytes.toByteArray();
    }

    /** Writes the data set as it comes, understanding it only up to the pixel data. */
    private InstanceHeader keep(ReceivedInstance received, IncomingObject incoming) throws IOException, Unacceptable {
        var dataset = incoming.keeping(received.dataset());
        var syntax = TransferSyntax.of(received.transferSyntaxUid());
        try {
            var header = new DicomInput(dataset, syntax, LIMITS).readDatasetUntil(Tag.FloatPixelData);
            dataset.transferTo(OutputStream.nullOutputStream());
            if (syntax.deflated()) {
                Inflation.check(incoming, LIMITS.maxInflatedBytes());
            }
            return InstanceHeader.of(header, received, zone(received));
        } catch (MalformedDataset e) {
            throw new Unacceptable(
                    Reason.MALFORMED, "%s at %s, byte %d".formatted(e.problem(), e.tagPath(), e.offsetBytes()));
        }
    }

    private ZoneId zone(ReceivedInstance received) {
        return tenants.find(received.tenant())
                .flatMap(hospital -> hospital.facility(received.facility()))
                .map(Facility::zone)
                .orElse(ZoneOffset.UTC);
    }

    private StoreOutcome index(ReceivedInstance received, InstanceHeader header, StoredObject object)
            throws StorageFailure {
        try {
            var recorded = record(received, header, object);
            steps.reached(Step.COMMITTED);
            if (!recorded.adopted()) {
                objects.discard(received.tenant(), object);
            }
            return recorded.outcome();
        } catch (IOException e) {
            throw new StorageFailure(e);
        }
    }

    private InstanceIndex.Recorded record(ReceivedInstance received, InstanceHeader header, StoredObject object)
            throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                return inTransaction(() -> {
                    // PostgreSQL keeps microseconds; what is announced must be what is kept.
                    var recorded = index.record(
                            received, header, object, clock.instant().truncatedTo(ChronoUnit.MICROS));
                    steps.reached(Step.INDEXED);
                    return recorded;
                });
            } catch (InstanceIndex.Overtaken e) {
                if (attempt == INDEX_ATTEMPTS) {
                    throw new StorageFailure(new IOException(e));
                }
            }
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
                    received, Map.of("reason", refused.reason().name(), "where", refused.where())));
        } catch (DataAccessException | TransactionException e) {
            log.error("{} the refusal could not be written to the trail", received.tenant(), e);
        }
        return refused;
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
        var name = catalogue
                .objectOf(tenant, sopInstanceUid)
                .orElseThrow(() -> new NoSuchFileException("no such instance at " + tenant));
        return objects.open(tenant, name);
    }
}
