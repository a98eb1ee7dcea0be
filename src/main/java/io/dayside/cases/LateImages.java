package io.dayside.cases;

import java.time.Instant;

/**
 * More images of a study came after its case had gone on. Published when the first of them comes, and once more when the
 * study is complete again, inside the transactions that do it.
 *
 * @param state in which they found the case: it stays there, but for one that waits to be read, which the models look at
 *     anew and of which nothing is said before the study is complete again
 * @param complete whether the study is complete again
 */
public record LateImages(CaseId id, CaseState state, int round, boolean complete, Instant at) {}
