package io.dayside.sla;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * A monthly report for spreadsheets: a table of figures, one of late reports and, where there were some, one of critical
 * results, parted by empty lines. RFC 4180.
 */
final class MonthlyReportCsv {

    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private MonthlyReportCsv() {}

    /** UTF-8; times of day in the report's zone, durations in minutes. */
    static byte[] of(MonthlyReport report) {
        var text = new StringBuilder();
        try (var csv = new CSVPrinter(text, CSVFormat.RFC4180)) {
            csv.printRecord(
                    "service level",
                    "clock begins with",
                    "priority",
                    "reports",
                    "on time",
                    "median min",
                    "90th percentile min",
                    "95th percentile min",
                    "longest min",
                    "interim promises kept");
            for (var line : report.lines()) {
                csv.printRecord(
                        harmless(line.level()),
                        line.from(),
                        line.priority(),
                        line.reports(),
                        line.onTime(),
                        minutes(line.median()),
                        minutes(line.ninetieth()),
                        minutes(line.ninetyFifth()),
                        minutes(line.longest()),
                        steps(line.steps()));
            }
            csv.println();
            csv.printRecord(
                    "late case",
                    "modality",
                    "priority",
                    "service level",
                    "clock began with",
                    "clock began (" + report.zone() + ")",
                    "study complete",
                    "opened",
                    "signed",
                    "turnaround min",
                    "late by min",
                    "clock stood still for");
            for (var late : report.late()) {
                csv.printRecord(
                        late.number(),
                        harmless(late.modality()),
                        late.priority(),
                        harmless(late.level()),
                        late.from(),
                        at(late.begunAt(), report.zone()),
                        at(late.completedAt(), report.zone()),
                        at(late.openedAt(), report.zone()),
                        at(late.signedAt(), report.zone()),
                        minutes(late.turnaround()),
                        minutes(late.over()),
                        String.join("; ", late.pauses()));
            }
            if (!report.critical().isEmpty()) {
                csv.println();
                critical(csv, report);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void critical(CSVPrinter csv, MonthlyReport report) throws IOException {
        csv.printRecord(
                "critical result of case",
                "raised (" + report.zone() + ")",
                "acknowledged",
                "through",
                "took min",
                "promised min",
                "promise");
        for (var one : report.critical()) {
            csv.printRecord(
                    one.number(),
                    at(one.raisedAt(), report.zone()),
                    at(one.acknowledgedAt(), report.zone()),
                    one.acknowledgedAt() == null ? "" : one.byPhone() ? "phone" : "page",
                    minutes(one.took()),
                    minutes(one.target()),
                    one.kept());
        }
    }

    private static String steps(List<MonthlyReport.Step> steps) {
        return String.join(
                "; ",
                steps.stream()
                        .map(step -> "%s %d of %d".formatted(step.name(), step.onTime(), step.promised()))
                        .toList());
    }

    private static String minutes(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 60_000.0);
    }

    private static String at(@Nullable Instant at, ZoneId zone) {
        return at == null ? "" : AT.format(at.atZone(zone));
    }

    /** A spreadsheet takes a text that begins so for a formula. */
    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
