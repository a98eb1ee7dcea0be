package io.dayside.sla;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openpdf.text.Document;
import org.openpdf.text.DocumentException;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/** A monthly report on paper, A4 across. */
final class MonthlyReportPdf {

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter AT = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
    private static final float MARGIN = 42;
    private static final float CELL_PADDING = 4;

    private final Font title;
    private final Font heading;
    private final Font body;
    private final Font small;

    private MonthlyReportPdf() {
        try {
            var base = BaseFont.createFont(
                    "font-fallback/LiberationSans-Regular.ttf", BaseFont.IDENTITY_H, BaseFont.EMBEDDED);
            title = new Font(base, 18);
            heading = new Font(base, 12, Font.BOLD);
            body = new Font(base, 9.5f);
            small = new Font(base, 8.5f);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The PDF document as bytes. */
    static byte[] of(MonthlyReport report) {
        return new MonthlyReportPdf().render(report);
    }

    private byte[] render(MonthlyReport report) {
        var bytes = new ByteArrayOutputStream();
        try (var document = new Document(PageSize.A4.rotate(), MARGIN, MARGIN, MARGIN, MARGIN)) {
            PdfWriter.getInstance(document, bytes);
            document.addTitle("Service levels of %s, %s".formatted(report.hospital(), report.month()));
            document.addCreator("Dayside");
            document.open();
            document.add(new Paragraph(report.hospital(), title));
            document.add(new Paragraph("Service levels, " + MONTH.format(report.month()), heading));
            document.add(new Paragraph(
                    ("Reports signed in the month, in %s. Times run to the signed report, without pauses. They begin with the "
                                    + "complete study, or with the order where the contract says so.")
                            .formatted(report.zone()),
                    small));
            if (report.lines().isEmpty()) {
                document.add(new Paragraph("No report was signed in this month.", body));
            } else {
                document.add(figures(report));
                document.add(new Paragraph(late(report), heading));
                document.add(lateOnes(report));
            }
            if (!report.critical().isEmpty()) {
                document.add(new Paragraph(critical(report), heading));
                document.add(criticalOnes(report));
            }
        } catch (DocumentException e) {
            throw new IllegalStateException("the report of " + report.tenant() + " cannot be laid out", e);
        }
        return bytes.toByteArray();
    }

    private static String late(MonthlyReport report) {
        return report.late().isEmpty()
                ? "Every report was on time"
                : "%d of %d reports were late".formatted(report.late().size(), report.reports());
    }

    private static String critical(MonthlyReport report) {
        return "%d of %d critical results were acknowledged in time%s"
                .formatted(
                        report.communicatedOnTime(),
                        report.communicated(),
                        report.withdrawn() == 0 ? "" : ", %d withdrawn".formatted(report.withdrawn()));
    }

    private PdfPTable criticalOnes(MonthlyReport report) {
        var table = table(3, 3, 3, 2, 2, 3);
        header(table, "Critical result of", "Raised", "Acknowledged", "Took", "Promised", "Promise");
        for (var one : report.critical()) {
            var at = one.acknowledgedAt();
            row(
                    table,
                    one.number(),
                    at(one.raisedAt(), report.zone()),
                    at == null ? "" : at(at, report.zone()) + (one.byPhone() ? ", phone" : ""),
                    words(one.took()),
                    words(one.target()),
                    words(one.kept()));
        }
        return table;
    }

    private static String words(Communication.Kept kept) {
        return switch (kept) {
            case KEPT -> "kept";
            case BROKEN -> "broken";
            case OPEN -> "still open";
            case WITHDRAWN -> "withdrawn";
        };
    }

    private PdfPTable figures(MonthlyReport report) {
        var table = table(3, 2, 2, 2, 2, 2, 2, 2, 2, 4);
        header(
                table,
                "Service level",
                "From",
                "Priority",
                "Reports",
                "On time",
                "Median",
                "90 %",
                "95 %",
                "Longest",
                "Interim");
        for (var line : report.lines()) {
            row(
                    table,
                    line.level().isEmpty() ? "turnaround time" : line.level(),
                    words(line.from()),
                    line.priority().name().toLowerCase(Locale.ROOT),
                    Integer.toString(line.reports()),
                    line.onTime() + " (" + line.onTime() * 100 / line.reports() + " %)",
                    words(line.median()),
                    words(line.ninetieth()),
                    words(line.ninetyFifth()),
                    words(line.longest()),
                    line.steps().stream()
                            .map(step -> "%s %d of %d".formatted(step.name(), step.onTime(), step.promised()))
                            .collect(Collectors.joining(", ")));
        }
        return table;
    }

    private PdfPTable lateOnes(MonthlyReport report) {
        var table = table(3, 2, 2, 3, 3, 3, 3, 3, 2, 2, 5);
        if (!report.late().isEmpty()) {
            header(
                    table,
                    "Case",
                    "Modality",
                    "Priority",
                    "Service level",
                    "Ordered",
                    "Complete",
                    "Opened",
                    "Signed",
                    "Took",
                    "Late by",
                    "Clock stood still for");
        }
        for (var late : report.late()) {
            row(
                    table,
                    late.number(),
                    late.modality(),
                    late.priority().name().toLowerCase(Locale.ROOT),
                    late.level(),
                    late.from() == ClockBegin.ORDER ? at(late.begunAt(), report.zone()) : "",
                    at(late.completedAt(), report.zone()),
                    late.openedAt() == null ? "" : at(late.openedAt(), report.zone()),
                    at(late.signedAt(), report.zone()),
                    words(late.turnaround()),
                    words(late.over()),
                    String.join(", ", late.pauses()));
        }
        return table;
    }

    private static PdfPTable table(float... widths) {
        var table = new PdfPTable(widths);
        table.setWidthPercentage(100);
        table.setSpacingBefore(8);
        table.setSpacingAfter(14);
        return table;
    }

    private void header(PdfPTable table, String... names) {
        Stream.of(names).forEach(name -> table.addCell(cell(name, small)));
        table.setHeaderRows(1);
    }

    private void row(PdfPTable table, String... texts) {
        List.of(texts).forEach(text -> table.addCell(cell(text, body)));
    }

    private static PdfPCell cell(String text, Font font) {
        var cell = new PdfPCell(new Phrase(text, font));
        cell.setBorder(Rectangle.BOTTOM);
        cell.setBorderWidth(0.5f);
        cell.setPadding(CELL_PADDING);
        return cell;
    }

    private static String at(Instant at, ZoneId zone) {
        return AT.format(at.atZone(zone));
    }

    private static String words(ClockBegin begin) {
        return begin == ClockBegin.ORDER ? "order" : "study";
    }

    private static String words(Duration duration) {
        return duration.toHours() == 0
                ? duration.toMinutes() + " min"
                : "%d h %d min".formatted(duration.toHours(), duration.toMinutesPart());
    }
}
