package io.dayside.collaboration;

import io.dayside.cases.CaseId;

/** Somebody has read a case that more than one person reads. Published inside the transaction in which they did. */
public record TurnChanged(CaseId id) {}
