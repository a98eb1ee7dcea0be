package io.dayside.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.reading.OpenCase.Claim;
import io.dayside.triage.ModelFinding;
import io.dayside.triage.Severity;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReportTextTests {

    private static Claim claim(int slice, Judgement judgement) {
        return new Claim(
                new ModelFinding(
                        UUID.fromString("0199aaaa-0000-7000-8000-000000000001"),
                        "intracranial haemorrhage",
                        0.94,
                        true,
                        Severity.CRITICAL,
                        "2.25.1",
                        1,
                        null,
                        "head-ct-haemorrhage",
                        "1"),
                slice,
                judgement,
                null);
    }

    @Test
    void onlyWhatAPersonAcceptedOrCorrectedIsWritten() {
        assertThat(ReportText.withClaim("", claim(14, new Judgement.Undecided())))
                .isEmpty();
        assertThat(ReportText.withClaim("", claim(14, new Judgement.Rejected(RejectionReason.OTHER))))
                .isEmpty();
        assertThat(ReportText.withClaim("", claim(14, new Judgement.Accepted())))
                .isEqualTo("Intracranial haemorrhage, slice 14.");
        assertThat(ReportText.withClaim("", claim(0, new Judgement.Corrected("old bleed"))))
                .isEqualTo("Old bleed.");
    }

    @Test
    void acceptingTwiceWritesOnce() {
        var accepted = claim(14, new Judgement.Accepted());
        var once = ReportText.withClaim("Brain: ", accepted);

        assertThat(once).isEqualTo("Intracranial haemorrhage, slice 14.\nBrain: ");
        assertThat(ReportText.withClaim(once, accepted)).isEqualTo(once);
    }

    @Test
    void takingBackLeavesWhatAPersonHasWritten() {
        var accepted = claim(14, new Judgement.Accepted());

        assertThat(ReportText.withoutClaim("Intracranial haemorrhage, slice 14.\n\nBrain: swollen", accepted))
                .isEqualTo("\nBrain: swollen");
        assertThat(ReportText.withoutClaim("Intracranial haemorrhage, slice 14, 3 cm.", accepted))
                .isEqualTo("Intracranial haemorrhage, slice 14, 3 cm.");
        assertThat(ReportText.withoutClaim("a\n\nb", claim(14, new Judgement.Undecided())))
                .isEqualTo("a\n\nb");
    }

    @Test
    void normalStatementsFillOnlyEmptyHeadings() {
        var text =
                ReportText.template("DX", "CHEST").replace("Heart and mediastinum: ", "Heart and mediastinum: large.");
        var filled = ReportText.withNormals(text, "DX", "CHEST", List.of());

        assertThat(filled).contains("Lungs and pleura: clear", "Heart and mediastinum: large.");
        assertThat(ReportText.emptyHeadings(text, "DX", "CHEST"))
                .containsExactly("Lungs and pleura", "Bones and soft tissues");
        assertThat(ReportText.emptyHeadings(filled, "DX", "CHEST")).isEmpty();
    }

    @Test
    void normalStatementsNeverContradictAFinding() {
        var text = ReportText.template("CT", "HEAD");

        assertThat(ReportText.emptyHeadings(
                        ReportText.withNormals(text, "CT", "HEAD", List.of(claim(14, new Judgement.Accepted()))),
                        "CT",
                        "HEAD"))
                .containsExactly("Brain", "Ventricles and cisterns", "Extra-axial spaces");
        assertThat(ReportText.withNormals(
                        text, "CT", "HEAD", List.of(claim(14, new Judgement.Corrected("fracture of the skull")))))
                .isEqualTo(text);
    }

    @Test
    void anUnknownStudyStartsEmpty() {
        assertThat(ReportText.template("US", "NECK")).isEmpty();
        assertThat(ReportText.emptyHeadings("Thyroid: ", "US", "NECK")).isEmpty();
    }
}
