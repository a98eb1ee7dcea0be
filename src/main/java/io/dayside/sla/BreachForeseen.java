package io.dayside.sla;

import io.dayside.cases.CaseId;
import java.time.Instant;

/**
 * A promise will probably be broken, and is not yet. Published once a case, in a transaction of its tenant.
 *
 * @param dueAt when it will be broken
 * @param saving what would keep it, in words without patient data; empty where nothing would
 */
public record BreachForeseen(CaseId id, String number, Instant dueAt, Outlook outlook, String saving) {}
