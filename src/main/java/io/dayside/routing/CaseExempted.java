package io.dayside.routing;

import io.dayside.cases.CaseId;

/** A manager let somebody read a case past the rules. Published inside the transaction that keeps it. */
record CaseExempted(CaseId id) {}
