package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The durable store of DICOM objects and its index. */
public interface Archive {

    /**
     * Stores one instance. When this returns {@code Stored}, {@code AlreadyHeld} or {@code Quarantined}, bytes and index
     * row would survive a power cut. Opens the tenant's scope and transaction itself.
     *
     * @throws IOException when {@code dataset} could not be read to its end; nothing is kept then
     */
    StoreOutcome store(ReceivedInstance instance) throws IOException;

    Optional<ArchivedStudy> study(StudyRef study);

    /** Instances of a study by series, then position along the stack, then instance number. */
    List<ArchivedInstance> instances(StudyRef study);

    /**
     * The object as a Part 10 stream.
     *
     * @throws java.nio.file.NoSuchFileException when no such instance is held
     * @throws DamagedObject when its bytes are known to differ from those received
     * @throws ObjectsUnreachable when it lies where nobody can be asked at present; asking again later helps
     */
    InputStream open(TenantId tenant, String sopInstanceUid) throws IOException;
}
