package io.dayside.cases;

import java.time.Instant;

/**
 * More images of a study came after its case had gone on. Published inside the transaction that marks the study complete
 * again. The case stays in its state.
 */
public record LateImages(CaseId id, CaseState state, int round, Instant at) {}
