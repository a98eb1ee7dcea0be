package io.dayside.intake.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Quarantine;
import io.dayside.archive.Quarantine.Comparison;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactsTests {

    @Test
    void onlyWhatBothSayDiffersIsMarked() {
        var lines = Facts.lines(new Comparison(facts("P-2", 4), facts("P-1", null)), Instant::toString);

        assertThat(lines.stream().filter(Facts.Line::differs))
                .containsExactly(new Facts.Line("Patient identifier", "P-1", "P-2"));
        assertThat(lines)
                .contains(new Facts.Line("Patient", "Roe Jane", "Roe Jane"))
                .contains(new Facts.Line("Picture number", "—", "4"));
    }

    @Test
    void withoutACounterpartNothingDiffers() {
        assertThat(Facts.lines(new Comparison(facts("P-1", 1), null), Instant::toString))
                .noneMatch(Facts.Line::differs)
                .allMatch(line -> line.held().equals("—"));
    }

    private static Quarantine.Facts facts(String patientId, @Nullable Integer number) {
        return new Quarantine.Facts(
                "Roe^Jane",
                patientId,
                "",
                LocalDate.of(1970, 1, 31),
                "F",
                "ACC-1",
                "CT head",
                Instant.EPOCH,
                "CT",
                "axial",
                number,
                number,
                number,
                number,
                number,
                null,
                "NG_CT1",
                Instant.EPOCH);
    }
}
