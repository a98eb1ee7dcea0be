package io.dayside.cases;

import io.dayside.tenancy.Priority;

/** The hospital's order gave a case another priority. Published inside the transaction that changed it. */
public record CasePrioritised(CaseId id, Priority priority) {}
