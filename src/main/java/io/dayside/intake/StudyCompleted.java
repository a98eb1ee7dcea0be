package io.dayside.intake;

import io.dayside.archive.StudyRef;
import java.time.Instant;

/**
 * A study is complete: no instance came for the quiet time, or the expected count is there. Published inside the
 * transaction that marks it. Late instances publish it again with a higher {@code round}.
 */
public record StudyCompleted(StudyRef study, int round, Instant at) {}
