package io.dayside.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.CaseId;
import io.dayside.reading.SignedReport.JudgedFinding;
import io.dayside.reading.SignedReport.Status;
import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ReportDigestTests {

    private static final UUID ID = UUID.fromString("0199aaaa-0000-7000-8000-000000000001");
    private static final CaseId CASE =
            new CaseId(new TenantId("northgate"), UUID.fromString("0199aaaa-0000-7000-8000-000000000002"));
    private static final JudgedFinding JUDGED = new JudgedFinding(
            ID, "intracranial haemorrhage", 0.94, "head-ct-haemorrhage", "1", Verdict.CORRECTED, "old bleed");

    /** Each replaces one text of the report. */
    private static final List<BiFunction<SignedReport, String, SignedReport>> TEXTS = List.of(
            (r, t) -> with(r, t, r.findings(), r.impression(), r.signerSubject(), r.signerName(), r.meaning()),
            (r, t) -> with(r, r.studyInstanceUid(), t, r.impression(), r.signerSubject(), r.signerName(), r.meaning()),
            (r, t) -> with(r, r.studyInstanceUid(), r.findings(), t, r.signerSubject(), r.signerName(), r.meaning()),
            (r, t) -> with(r, r.studyInstanceUid(), r.findings(), r.impression(), t, r.signerName(), r.meaning()),
            (r, t) -> with(r, r.studyInstanceUid(), r.findings(), r.impression(), r.signerSubject(), t, r.meaning()),
            (r, t) ->
                    with(r, r.studyInstanceUid(), r.findings(), r.impression(), r.signerSubject(), r.signerName(), t));

    private static final List<Function<SignedReport, String>> READ = List.of(
            SignedReport::studyInstanceUid,
            SignedReport::findings,
            SignedReport::impression,
            SignedReport::signerSubject,
            SignedReport::signerName,
            SignedReport::meaning);

    /** SIG-03. */
    @Test
    void everyOneOfAThousandChangedCharactersIsDetected() {
        var random = new Random(3);
        var signed = report(ID, CASE, 1, List.of(JUDGED), List.of("series 1, image 2"), 0)
                .withDigest();

        for (int change = 0; change < 1000; change++) {
            int field = random.nextInt(TEXTS.size());
            var text = new StringBuilder(READ.get(field).apply(signed));
            int at = random.nextInt(text.length());
            text.setCharAt(at, (char) (text.charAt(at) ^ (1 << random.nextInt(7))));
            var altered = TEXTS.get(field).apply(signed, text.toString());
            assertThat(altered.intact()).as("field %d, character %d", field, at).isFalse();
        }
        assertThat(signed.intact()).isTrue();
    }

    @Test
    void aSignatureFitsNoOtherReportCaseVersionVerdictOrTime() {
        var other = new CaseId(CASE.tenant(), ID);
        var elsewhere = new CaseId(new TenantId("harbour"), CASE.id());
        var rejected =
                new JudgedFinding(ID, JUDGED.label(), 0.94, JUDGED.model(), "1", Verdict.REJECTED, JUDGED.reason());
        var lessSure =
                new JudgedFinding(ID, JUDGED.label(), 0.93, JUDGED.model(), "1", Verdict.CORRECTED, JUDGED.reason());
        var reports = List.of(
                report(ID, CASE, 1, List.of(JUDGED), List.of(), 0),
                report(CASE.id(), CASE, 1, List.of(JUDGED), List.of(), 0),
                report(ID, other, 1, List.of(JUDGED), List.of(), 0),
                report(ID, elsewhere, 1, List.of(JUDGED), List.of(), 0),
                report(ID, CASE, 2, List.of(JUDGED), List.of(), 0),
                report(ID, CASE, 1, List.of(), List.of(), 0),
                report(ID, CASE, 1, List.of(rejected), List.of(), 0),
                report(ID, CASE, 1, List.of(lessSure), List.of(), 0),
                report(ID, CASE, 1, List.of(JUDGED, JUDGED), List.of(), 0),
                report(ID, CASE, 1, List.of(JUDGED), List.of("series 1, image 2"), 0),
                report(ID, CASE, 1, List.of(JUDGED), List.of(), 1));

        assertThat(new HashSet<>(reports.stream().map(ReportDigest::of).toList()))
                .hasSize(reports.size());
    }

    @Test
    void textCannotMoveFromOneFieldToTheNext() {
        var signed = report(ID, CASE, 1, List.of(), List.of(), 0);
        var moved = with(
                signed,
                signed.studyInstanceUid(),
                signed.findings() + signed.impression(),
                "",
                signed.signerSubject(),
                signed.signerName(),
                signed.meaning());

        assertThat(ReportDigest.of(moved)).isNotEqualTo(ReportDigest.of(signed));
    }

    private static SignedReport report(
            UUID id, CaseId caseId, int version, List<JudgedFinding> verdicts, List<String> elsewhere, int micros) {
        return new SignedReport(
                id,
                caseId,
                version,
                Status.FINAL,
                "2.25.1234567890",
                "Right frontal haemorrhage.\nNo shift.",
                "Acute haemorrhage.",
                verdicts,
                elsewhere,
                "5f0c9a5e-subject",
                "okafor",
                "Dr Okafor",
                SignedReport.MEANING,
                Instant.parse("2026-11-24T21:05:00Z").plusNanos(micros * 1000L),
                "");
    }

    private static SignedReport with(
            SignedReport of,
            String study,
            String findings,
            String impression,
            String subject,
            String name,
            String meaning) {
        return new SignedReport(
                of.id(),
                of.caseId(),
                of.version(),
                of.status(),
                study,
                findings,
                impression,
                of.verdicts(),
                of.readElsewhere(),
                subject,
                of.signerUsername(),
                name,
                meaning,
                of.signedAt(),
                of.digest());
    }
}
