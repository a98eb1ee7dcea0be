package io.dayside.archive;

import java.time.Instant;

/** An object kept aside because it contradicts what is held. */
public record QuarantinedInstance(
        StudyRef study,
        String sopInstanceUid,
        StoreOutcome.Reason reason,
        String sender,
        long bytes,
        Instant receivedAt) {}
