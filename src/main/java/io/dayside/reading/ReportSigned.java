package io.dayside.reading;

import io.dayside.cases.CaseId;
import java.time.Instant;
import java.util.UUID;

/** A report version was signed. Published inside the transaction that stores it. */
public record ReportSigned(CaseId caseId, UUID report, int version, Instant at) {}
