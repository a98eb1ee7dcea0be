package io.dayside.archive;

import io.dayside.audit.Actor;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Indexes objects from what their segment says of them. What has its row is passed over unread: rows are committed only
 * once their objects are on the disk. Otherwise a restart would read all that came since the last note.
 */
@Component
class TailIndexer {

    private static final Logger log = LoggerFactory.getLogger(TailIndexer.class);
    private static final int TOGETHER = 64;
    private static final String KNOWN = """
            select object_offset from instance
            where tenant_id = :tenant and object_name = :file and object_offset >= :offset
            union all
            select object_offset from quarantined_instance
            where tenant_id = :tenant and object_name = :file and object_offset >= :offset
            union all
            select object_offset from erasure
            where tenant_id = :tenant and object_name = :file and object_offset >= :offset""";

    private final ObjectStore objects;
    private final HeaderReader headers;
    private final GroupIndexer indexer;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    TailIndexer(
            ObjectStore objects,
            HeaderReader headers,
            GroupIndexer indexer,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.objects = objects;
        this.headers = headers;
        this.indexer = indexer;
    }

    /**
     * Indexes what stands in a segment behind {@code offset}.
     *
     * @return where the last whole record ends
     */
    long index(TenantId tenant, String segment, long offset) throws IOException {
        int indexed = 0;
        try (var reader = objects.reader(tenant, segment).from(offset)) {
            reader.sync();
            reader.without(knownIn(tenant, segment, offset));
            for (var together = next(tenant, reader); !together.isEmpty(); together = next(tenant, reader)) {
                index(tenant, together);
                indexed += together.size();
            }
            if (indexed > 0) {
                log.info("{} {} objects of {} were indexed again", tenant, indexed, segment);
            }
            return reader.position();
        }
    }

    private void index(TenantId tenant, List<Indexable> together) throws IOException {
        try {
            indexer.index(tenant, together);
        } catch (DataIntegrityViolationException _) {
            for (var object : together) {
                indexAlone(tenant, object);
            }
        }
    }

    /**
     * What the database will never take keeps nobody else's row from being written. Its bytes stay where they are, and the
     * log says where: if its sender was answered before the row, that is the only trace.
     */
    private void indexAlone(TenantId tenant, Indexable object) throws IOException {
        try {
            indexer.index(tenant, List.of(object));
        } catch (DataIntegrityViolationException e) {
            var place = object.object().place();
            log.error(
                    "{} the object at byte {} of {} cannot be indexed: {}",
                    tenant,
                    place.offset(),
                    place.file(),
                    e.getClass().getSimpleName());
        }
    }

    /** Where objects begin that have a row, or were deleted and wait to be overwritten. */
    private Set<Long> knownIn(TenantId tenant, String segment, long offset) {
        return TenantScope.call(
                tenant,
                () -> Set.copyOf(Objects.requireNonNull(transaction.execute(_ -> jdbc.sql(KNOWN)
                        .param("tenant", tenant.code())
                        .param("file", segment)
                        .param("offset", offset)
                        .query(Long.class)
                        .list()))));
    }

    private List<Indexable> next(TenantId tenant, SegmentReader reader) throws IOException {
        var together = new ArrayList<Indexable>();
        var found = reader.next();
        while (found.isPresent()) {
            indexable(tenant, found.get()).ifPresent(together::add);
            found = together.size() < TOGETHER ? reader.next() : Optional.empty();
        }
        return together;
    }

    private Optional<Indexable> indexable(TenantId tenant, SegmentReader.Found found) throws IOException {
        var envelope = found.envelope();
        var digest = sha256();
        try (var object = objects.open(tenant, found.place())) {
            object.skipNBytes(found.place().datasetOffset());
            var dataset = new DigestInputStream(object, digest);
            var header = headers.read(dataset, TransferSyntax.of(envelope.transferSyntaxUid()));
            dataset.transferTo(OutputStream.nullOutputStream());
            return Optional.of(new Indexable(
                    tenant,
                    envelope.facility(),
                    envelope.sender(),
                    envelope.transferSyntaxUid(),
                    headers.describe(header, envelope, tenant),
                    new StoredObject(found.place(), digest.digest()),
                    found.record().receivedAt(),
                    Actor.system("archive")));
        } catch (Unacceptable | MalformedDataset e) {
            log.error(
                    "{} an object of {} cannot be indexed: {}",
                    tenant,
                    found.place().file(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
