package io.dayside.intake;

import io.dayside.archive.StudyRef;
import java.time.Instant;

/**
 * An instance came after its study was complete. Published once a round, inside the transaction that stores the first such
 * instance.
 */
public record StudyReopened(StudyRef study, int round, Instant at) {}
