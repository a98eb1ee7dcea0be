package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** The durable store of DICOM objects and its index. */
public interface Archive {

    /**
     * Stores one instance. When this returns {@code Stored}, {@code AlreadyHeld} or {@code Quarantined}, bytes and what
     * the index says of them would survive a power cut. The row of a new instance may come a moment later: {@link #settle}.
     * Opens the tenant's scope and transaction itself.
     *
     * @throws IOException when {@code dataset} could not be read to its end; nothing is kept then
     */
    StoreOutcome store(ReceivedInstance instance) throws IOException;

    /**
     * As {@link #store}, but returns when the data set was read; it is made durable while the caller reads on, together with
     * what came before it. The caller keeps few at a time.
     *
     * @return the outcome; every one that was begun comes to its end, whether it is asked for or not
     */
    default Future<StoreOutcome> receive(ReceivedInstance instance) throws IOException {
        return CompletableFuture.completedFuture(store(instance));
    }

    /**
     * Returns when the rows of all that was stored for a tenant before are there. To be called ahead of a transaction that
     * decides on what a sender has sent; whoever asks this room outside a transaction need not.
     */
    default void settle(TenantId tenant) {}

    Optional<ArchivedStudy> study(StudyRef study);

    /** Instances of a study by series, then position along the stack, then instance number. */
    List<ArchivedInstance> instances(StudyRef study);

    /**
     * The object as a Part 10 stream.
     *
     * @throws java.nio.file.NoSuchFileException when no such instance is held
     * @throws DamagedObject when its bytes are known to differ from those received; by the stream in place of its last
     *     bytes, when that shows only then
     * @throws ObjectsUnreachable when it lies where nobody can be asked at present; asking again later helps
     */
    InputStream open(TenantId tenant, String sopInstanceUid) throws IOException;
}
