package io.dayside.reading;

import io.dayside.cases.CaseId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One signed, immutable version of a report.
 *
 * @param version from 1
 * @param signerName printed name; 21 CFR 11.50
 * @param meaning what the signature means; 21 CFR 11.50
 * @param digest SHA-256 in hexadecimal over the canonical form of everything signed
 */
public record SignedReport(
        UUID id,
        CaseId caseId,
        int version,
        String findings,
        String impression,
        List<JudgedFinding> verdicts,
        String signerUsername,
        String signerName,
        String meaning,
        Instant signedAt,
        String digest) {

    /** What the specialist decided about one claim of a model. */
    public record JudgedFinding(
            UUID finding, String label, double probability, String model, Verdict verdict, String reason) {}
}
