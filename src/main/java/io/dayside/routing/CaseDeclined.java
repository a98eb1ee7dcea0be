package io.dayside.routing;

import io.dayside.cases.CaseId;

/** A specialist did not want a case. Published inside the transaction that keeps it. */
record CaseDeclined(CaseId id) {}
