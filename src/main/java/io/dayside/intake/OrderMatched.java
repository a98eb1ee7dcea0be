package io.dayside.intake;

import io.dayside.archive.StudyRef;
import java.util.UUID;

/** Order and study found each other, whichever came first. Published inside the transaction that links them. */
public record OrderMatched(StudyRef study, UUID order) {}
