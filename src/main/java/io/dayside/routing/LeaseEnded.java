package io.dayside.routing;

import io.dayside.cases.CaseId;

/**
 * Somebody holds a case no longer. Published inside the transaction in which it ended.
 *
 * @param completed whether they have read it, rather than given it back or lost it
 */
public record LeaseEnded(CaseId id, String username, boolean completed) {}
