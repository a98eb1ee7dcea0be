package io.dayside.archive;

import java.time.Instant;

/** An instance became durable. Published inside the transaction that made it so. */
public record InstanceStored(StudyRef study, String modality, boolean firstOfStudy, Instant at) {}
