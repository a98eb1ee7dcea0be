package io.dayside.routing;

import io.dayside.cases.CaseId;
import java.time.Instant;

/** A case held by one specialist until a time. */
public record Lease(CaseId id, String username, Instant heldSince, Instant until) {}
