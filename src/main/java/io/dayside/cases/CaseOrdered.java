package io.dayside.cases;

/**
 * The hospital's order reached a case that somebody still has to read, or was changed. Published inside the transaction that
 * wrote it into the case.
 */
public record CaseOrdered(CaseId id) {}
