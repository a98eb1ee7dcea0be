package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** The durable store of DICOM objects and its index. */
public interface Archive {

    /** Stores one instance. When this returns {@code Stored}, bytes and index row would survive a power cut. */
    StoreOutcome store(ReceivedInstance instance) throws IOException;

    Optional<ArchivedStudy> study(StudyRef study);

    /** Instances of a study by series, then position along the stack, then instance number. */
    List<ArchivedInstance> instances(StudyRef study);

    /** The object as a Part 10 stream. */
    InputStream open(TenantId tenant, String sopInstanceUid) throws IOException;
}
