package io.dayside.routing;

import io.dayside.cases.CaseId;

/** Somebody holds a case no longer. Published inside the transaction in which it ended. */
public record LeaseEnded(CaseId id, String username) {}
