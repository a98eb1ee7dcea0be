package io.dayside.cases;

import java.time.Instant;

/**
 * More images of a study came after its case had gone on. Published when the first of them comes, and once more when the
 * study is complete again, inside the transactions that do it. The case stays in its state.
 */
public record LateImages(CaseId id, CaseState state, int round, Instant at) {}
