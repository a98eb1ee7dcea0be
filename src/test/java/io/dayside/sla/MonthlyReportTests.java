package io.dayside.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.sla.Communication.Kept;
import io.dayside.sla.MonthlyReport.Critical;
import io.dayside.sla.MonthlyReport.Late;
import io.dayside.sla.MonthlyReport.Line;
import io.dayside.sla.MonthlyReport.Step;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;
import org.openpdf.text.pdf.PdfReader;
import org.openpdf.text.pdf.parser.PdfTextExtractor;

class MonthlyReportTests {

    private static final MonthlyReport REPORT = new MonthlyReport(
            new TenantId("northgate"),
            "Northgate General",
            YearMonth.of(2026, 11),
            ZoneId.of("America/New_York"),
            List.of(new Line(
                    "=head CT \"at once\", day",
                    ClockBegin.ORDER,
                    Priority.STAT,
                    3,
                    2,
                    Duration.ofMinutes(12),
                    Duration.ofMinutes(31),
                    Duration.ofMinutes(31),
                    Duration.ofSeconds(1890),
                    List.of(new Step("opened", 3, 3)))),
            List.of(new Late(
                    "NG-26-000042",
                    "CT",
                    Priority.STAT,
                    "=head CT \"at once\", day",
                    ClockBegin.ORDER,
                    Instant.parse("2026-11-27T23:12:00Z"),
                    Instant.parse("2026-11-27T23:30:00Z"),
                    null,
                    Instant.parse("2026-11-28T00:01:30Z"),
                    Duration.ofSeconds(1890),
                    Duration.ofSeconds(690),
                    List.of("question to the hospital"))),
            List.of(
                    new Critical(
                            "NG-26-000042",
                            Instant.parse("2026-11-27T23:50:00Z"),
                            Instant.parse("2026-11-28T00:40:00Z"),
                            Duration.ofMinutes(50),
                            Duration.ofMinutes(30),
                            Kept.BROKEN,
                            true),
                    new Critical(
                            "NG-26-000043",
                            Instant.parse("2026-11-28T00:30:00Z"),
                            null,
                            Duration.ofMinutes(10),
                            Duration.ofMinutes(30),
                            Kept.OPEN,
                            false)));

    @Test
    void percentilesAreOfTheNearestRank() {
        var hundred =
                IntStream.rangeClosed(1, 100).mapToObj(Duration::ofMinutes).toList();
        assertThat(MonthlyReports.percentile(hundred, 90)).isEqualTo(Duration.ofMinutes(90));
        assertThat(MonthlyReports.percentile(hundred.subList(0, 3), 95)).isEqualTo(Duration.ofMinutes(3));
        assertThat(MonthlyReports.percentile(hundred.subList(0, 1), 90)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void web02SpreadsheetsGetEachFigureInItsCellAndNoFormula() throws IOException {
        var text = new String(MonthlyReportCsv.of(REPORT), StandardCharsets.UTF_8);
        var rows = CSVFormat.RFC4180.parse(new StringReader(text)).getRecords();
        assertThat(rows.get(1))
                .containsExactly(
                        "'=head CT \"at once\", day",
                        "ORDER",
                        "STAT",
                        "3",
                        "2",
                        "12.0",
                        "31.0",
                        "31.0",
                        "31.5",
                        "opened 3 of 3");
        assertThat(rows.getLast())
                .containsExactly("NG-26-000043", "2026-11-27 19:30:00", "", "", "10.0", "30.0", "OPEN");
        assertThat(rows.get(rows.size() - 2))
                .containsExactly(
                        "NG-26-000042",
                        "2026-11-27 18:50:00",
                        "2026-11-27 19:40:00",
                        "phone",
                        "50.0",
                        "30.0",
                        "BROKEN");
        assertThat(rows.get(4))
                .containsExactly(
                        "NG-26-000042",
                        "CT",
                        "STAT",
                        "'=head CT \"at once\", day",
                        "ORDER",
                        "2026-11-27 18:12:00",
                        "2026-11-27 18:30:00",
                        "",
                        "2026-11-27 19:01:30",
                        "31.5",
                        "11.5",
                        "question to the hospital");
    }

    @Test
    void thePaperSaysTheSame() throws IOException {
        try (var pdf = new PdfReader(MonthlyReportPdf.of(REPORT))) {
            var text = new PdfTextExtractor(pdf).getTextFromPage(1);
            assertThat(text)
                    .contains("0 of 1 critical results were acknowledged in time", "still open", "27 Nov 19:40, phone")
                    .contains("Northgate General", "November 2026", "2 (66 %)", "1 of 3 reports were late")
                    .contains(
                            "NG-26-000042",
                            "27 Nov 18:12",
                            "27 Nov 18:30",
                            "with the order where the contract says so",
                            "question to the hospital");
        }
    }

    @Test
    void aMonthWithoutReportsIsSaidToBeOne() throws IOException {
        var empty = new MonthlyReport(
                REPORT.tenant(), REPORT.hospital(), REPORT.month(), REPORT.zone(), List.of(), List.of(), List.of());
        try (var pdf = new PdfReader(MonthlyReportPdf.of(empty))) {
            assertThat(new PdfTextExtractor(pdf).getTextFromPage(1)).contains("No report was signed in this month.");
        }
    }
}
