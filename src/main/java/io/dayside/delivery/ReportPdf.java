package io.dayside.delivery;

import io.dayside.cases.Case;
import io.dayside.reading.SignedReport;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.Hospital;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.openpdf.text.Document;
import org.openpdf.text.DocumentException;
import org.openpdf.text.Element;
import org.openpdf.text.Font;
import org.openpdf.text.PageSize;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.BaseFont;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/**
 * A signed report on paper. The signature block carries printed name, date and time in UTC and at the facility, and its
 * meaning: 21 CFR 11.50.
 */
final class ReportPdf {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm z", Locale.ENGLISH);
    private static final float MARGIN = 56;

    private final Font title;
    private final Font heading;
    private final Font body;
    private final Font small;

    private ReportPdf() {
        try {
            var base = BaseFont.createFont(
                    "font-fallback/LiberationSans-Regular.ttf", BaseFont.IDENTITY_H, BaseFont.EMBEDDED);
            title = new Font(base, 18);
            heading = new Font(base, 12, Font.BOLD);
            body = new Font(base, 10.5f);
            small = new Font(base, 8.5f);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The PDF document as bytes. */
    static byte[] of(Hospital hospital, Case work, SignedReport report) {
        return new ReportPdf().render(hospital, work, report);
    }

    private byte[] render(Hospital hospital, Case work, SignedReport report) {
        var facility = hospital.facility(work.facility()).orElseGet(hospital::defaultFacility);
        var bytes = new ByteArrayOutputStream();
        try (var document = new Document(PageSize.A4, MARGIN, MARGIN, MARGIN, MARGIN)) {
            PdfWriter.getInstance(document, bytes);
            document.addTitle("Report " + work.number());
            document.addCreator("Dayside");
            document.open();
            document.add(new Paragraph(hospital.name(), title));
            document.add(new Paragraph(facility.name() + " · " + kind(report) + " " + work.number(), small));
            if (report.status() == SignedReport.Status.PRELIMINARY) {
                document.add(new Paragraph("PRELIMINARY: not final until an attending has signed", heading));
            }
            document.add(about(work, facility));
            section(document, "Findings", report.findings());
            section(document, "Impression", report.impression());
            verdicts(document, report);
            signature(document, report, facility);
        } catch (DocumentException e) {
            throw new IllegalStateException("report " + report.id() + " cannot be laid out", e);
        }
        return bytes.toByteArray();
    }

    private static String kind(SignedReport report) {
        return switch (report.status()) {
            case PRELIMINARY -> "preliminary radiology report";
            case FINAL, APPENDED -> "radiology report";
            case CORRECTED -> "corrected radiology report";
        };
    }

    private PdfPTable about(Case work, Facility facility) {
        var table = new PdfPTable(new float[] {1, 2, 1, 2});
        table.setWidthPercentage(100);
        table.setSpacingBefore(14);
        table.setSpacingAfter(10);
        row(table, "Patient", work.patientName().replace('^', ' ').strip(), "Patient ID", work.patientId());
        row(
                table,
                "Born",
                work.patientBirthDate() == null ? "" : work.patientBirthDate().toString(),
                "Sex",
                work.patientSex());
        row(table, "Examination", work.procedure(), "Accession", work.accessionNumber());
        var completed = work.studyCompletedAt();
        row(
                table,
                "Priority",
                work.priority().name(),
                "Images complete",
                completed == null ? "" : LOCAL.format(completed.atZone(facility.zone())));
        row(table, "History", work.clinicalHistory(), "", "");
        return table;
    }

    private void row(PdfPTable table, String... cells) {
        for (int i = 0; i < cells.length; i++) {
            var cell = new PdfPCell(new Phrase(cells[i], i % 2 == 0 ? small : body));
            cell.setBorder(Rectangle.NO_BORDER);
            cell.setVerticalAlignment(Element.ALIGN_TOP);
            table.addCell(cell);
        }
    }

    private void section(Document document, String name, String text) {
        var head = new Paragraph(name, heading);
        head.setSpacingBefore(10);
        document.add(head);
        text.lines().forEach(line -> document.add(new Paragraph(line, body)));
    }

    private void verdicts(Document document, SignedReport report) {
        if (report.verdicts().isEmpty()) {
            return;
        }
        var head = new Paragraph("Computer-aided findings, decided by the reader", small);
        head.setSpacingBefore(16);
        document.add(head);
        report.verdicts()
                .forEach(judged -> document.add(new Paragraph(
                        "%s %.2f (%s): %s%s. Demonstration, not for clinical use."
                                .formatted(
                                        judged.label(),
                                        judged.probability(),
                                        judged.model() + " " + judged.modelVersion(),
                                        judged.verdict().name().toLowerCase(Locale.ROOT),
                                        judged.reason().isEmpty() ? "" : ", " + judged.reason()),
                        small)));
    }

    private void signature(Document document, SignedReport report, Facility facility) {
        var block = new Paragraph("Signed electronically by " + report.signerName(), heading);
        block.setSpacingBefore(24);
        document.add(block);
        document.add(new Paragraph(report.meaning(), body));
        document.add(new Paragraph(
                LOCAL.format(report.signedAt().atZone(facility.zone())) + " · "
                        + LOCAL.format(report.signedAt().atZone(ZoneOffset.UTC)),
                body));
        document.add(new Paragraph("Version " + report.version() + " · SHA-256 " + report.digest(), small));
    }
}
