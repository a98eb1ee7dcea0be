package io.dayside.archive;

import java.time.Instant;

/** Why a study must not be deleted, whatever its age. */
public record LegalHold(String reason, String placedBy, Instant placedAt) {}
