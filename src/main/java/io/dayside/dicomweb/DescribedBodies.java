package io.dayside.dicomweb;

import io.dayside.dicom.web.BrokenMultipart;
import io.dayside.dicomweb.BulkParts.Bulk;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/**
 * Bodies of descriptions and bulk data, whose parts may come in any order: all are kept on the disk until the last has
 * come, then stored object by object.
 */
@Component
class DescribedBodies {

    /** Of one request, as the disk takes it. */
    private static final long MAX_BYTES = 16L * 1024 * 1024 * 1024;

    private static final int MIB = 1024 * 1024;

    /** What documents that are being read may hold together. */
    private static final int MEMORY_MIB = 384;

    /** Of a document, in memory, for each of its bytes. */
    private static final int GROWTH = 4;

    private final SpoolFolder spools;
    private final ValueMemory values = new ValueMemory();
    private final Semaphore memory = new Semaphore(MEMORY_MIB, true);

    DescribedBodies(SpoolFolder spools) {
        this.spools = spools;
    }

    /**
     * @param type of the parts that describe objects
     * @throws BrokenMultipart before anything is stored
     */
    void store(PartSource parts, String type, TenantId tenant, ObjectStoring storing, StoreAnswer answer)
            throws IOException {
        try (var spool = spools.open(tenant, MAX_BYTES)) {
            var documents = new ArrayList<Spool.Kept>();
            var bulk = new BulkParts();
            for (var part = parts.next(); part.isPresent(); part = parts.next()) {
                var kept = spool.keep(part.get().content());
                if (part.get().contentType().type().equals(type)) {
                    documents.add(kept);
                } else {
                    bulk.add(
                            part.get().field("content-location"),
                            new Bulk(part.get().contentType(), kept));
                }
            }
            if (documents.isEmpty()) {
                throw new BrokenMultipart("no part describes an object");
            }
            var objects = new DescribedObjects(bulk, values, storing, answer);
            for (var document : documents) {
                int permits = mib(document);
                memory.acquireUninterruptibly(permits);
                try {
                    objects.store(document, type);
                } finally {
                    memory.release(permits);
                }
            }
            for (int i = 0; i < bulk.unused(); i++) {
                answer.failed("", "", AssembledObject.BULK_DATA_UNUSED);
            }
        }
    }

    /** Of one object of the document at a time, without its values. */
    private static int mib(Spool.Kept document) {
        return (int) Math.min(MEMORY_MIB, 1 + GROWTH * document.bytes() / MIB);
    }
}
