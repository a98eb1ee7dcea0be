package io.dayside.cases;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A case moved on, or was born. Published inside the transaction that moved it.
 *
 * @param from absent when the case was just opened
 * @param reason as given to {@link Cases#advance}; the name of a {@link HoldReason} when it was put on hold
 */
public record CaseAdvanced(CaseId id, @Nullable CaseState from, CaseState to, Instant at, String reason) {}
