package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.time.Instant;

/**
 * An object kept aside because it contradicts what is held.
 *
 * @param study to which it says it belongs
 * @param sha256 of the data set in hexadecimal; tells it from others kept aside under the same SOP Instance UID
 */
public record QuarantinedInstance(
        StudyRef study,
        String sopInstanceUid,
        String sha256,
        StoreOutcome.Reason reason,
        String sender,
        long bytes,
        Instant receivedAt) {

    /** Names one object kept aside. */
    public record Id(TenantId tenant, String sopInstanceUid, String sha256) {}

    public Id id() {
        return new Id(study.tenant(), sopInstanceUid, sha256);
    }
}
