package io.dayside.intake;

import io.dayside.tenancy.TenantId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a modality says that it is doing, or did: a modality performed procedure step, PS3.4 F.7.
 *
 * @param sender AE title of who began it
 * @param instances how many SOP instances it says that it made
 * @param begunAt when we were told that it began
 * @param endedAt when we were told that it ended; absent while it goes on
 */
public record PerformedStep(
        TenantId tenant,
        String sopInstanceUid,
        String sender,
        Status status,
        String modality,
        int instances,
        Instant begunAt,
        @Nullable Instant endedAt) {

    /** Performed Procedure Step Status (0040,0252). */
    public enum Status {
        IN_PROGRESS,
        COMPLETED,
        DISCONTINUED
    }
}
