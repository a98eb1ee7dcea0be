package io.dayside.dicomweb;

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

    /** Requests whose objects are made at the same time, each with up to some 300 MiB in memory. */
    private static final int MAX_MAKING = 2;

    private final SpoolFolder spools;
    private final Semaphore making = new Semaphore(MAX_MAKING, true);

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
            var objects = new DescribedObjects(bulk, storing, answer);
            making.acquireUninterruptibly();
            try {
                for (var document : documents) {
                    objects.store(document, type);
                }
            } finally {
                making.release();
            }
            for (int i = 0; i < bulk.unused(); i++) {
                answer.failed("", "", AssembledObject.BULK_DATA_UNUSED);
            }
        }
    }
}
