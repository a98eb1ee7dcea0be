package io.dayside.reading;

import io.dayside.cases.CaseId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One signed, immutable version of a report.
 *
 * @param version from 1
 * @param findings of an addendum, the added text
 * @param impression of an addendum, that of the version it adds to
 * @param readElsewhere in words, images that the viewer could not show and that the signer states to have read by other
 *     means
 * @param signerSubject Keycloak's identifier of the signer, never reused
 * @param signerName printed name; 21 CFR 11.50
 * @param meaning what the signature means; 21 CFR 11.50
 * @param signedAt in microseconds, as the database keeps it
 * @param digest SHA-256 in hexadecimal over the canonical form of everything signed
 */
public record SignedReport(
        UUID id,
        CaseId caseId,
        int version,
        Status status,
        String studyInstanceUid,
        String findings,
        String impression,
        List<JudgedFinding> verdicts,
        List<String> readElsewhere,
        String signerSubject,
        String signerUsername,
        String signerName,
        String meaning,
        Instant signedAt,
        String digest) {

    /** What the first version's signature means; 21 CFR 11.50 (a) (3). */
    public static final String MEANING = "I have read the images and approve this report";

    /** What an addendum's signature means. */
    public static final String MEANING_OF_ADDENDUM = "I add this to the report that I signed";

    /** What a resident's signature means. */
    public static final String MEANING_OF_PRELIMINARY = "I have read the images, an attending has not yet";

    /** What the signature of somebody means who reads without knowing what another reader says. */
    public static final String MEANING_OF_INDEPENDENT = "I have read the images independently of the other reader";

    /** What the signature of one of two means who differ, before the other agrees. */
    public static final String MEANING_OF_PROPOSAL = "I propose this as the report of both readers";

    public SignedReport {
        verdicts = List.copyOf(verdicts);
        readElsewhere = List.copyOf(readElsewhere);
    }

    /** FHIR DiagnosticReport.status; HL7 OBR-25 P, F, A and C. */
    public enum Status {
        PRELIMINARY,
        FINAL,
        APPENDED,
        CORRECTED
    }

    /** The same report bound to its digest. */
    public SignedReport withDigest() {
        return new SignedReport(
                id,
                caseId,
                version,
                status,
                studyInstanceUid,
                findings,
                impression,
                verdicts,
                readElsewhere,
                signerSubject,
                signerUsername,
                signerName,
                meaning,
                signedAt,
                ReportDigest.of(this));
    }

    /** Whether this is, to the letter, what was signed. */
    public boolean intact() {
        return digest.equals(ReportDigest.of(this));
    }

    /**
     * What the specialist decided about one claim of a model.
     *
     * @param reason in words: why it was rejected, or what it was corrected to; empty when accepted
     */
    public record JudgedFinding(
            UUID finding,
            String label,
            double probability,
            String model,
            String modelVersion,
            Verdict verdict,
            String reason) {}
}
