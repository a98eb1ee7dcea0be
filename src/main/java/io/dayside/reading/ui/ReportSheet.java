package io.dayside.reading.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.dayside.reading.SignedReport;
import io.dayside.reading.SignedReport.JudgedFinding;
import io.dayside.reading.SignedReport.Status;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;

/** One signed version as it is read: text, verdicts, signature. */
class ReportSheet extends Div {

    private static final int DIGEST_SHOWN = 16;

    /** @param zone of the person who reads it */
    ReportSheet(SignedReport report, ZoneId zone) {
        addClassName("report-sheet");
        add(new H3(title(report)));
        if (report.status() != Status.APPENDED) {
            add(section("Findings", report.findings()), section("Impression", report.impression()));
        } else {
            add(section("Added", report.findings()));
        }
        report.verdicts().forEach(judged -> add(verdict(judged)));
        if (!report.readElsewhere().isEmpty()) {
            add(small("Read outside this viewer: " + String.join("; ", report.readElsewhere())));
        }
        add(signature(report, zone));
    }

    private static String title(SignedReport report) {
        var kind = switch (report.status()) {
            case PRELIMINARY -> "Preliminary report";
            case FINAL -> "Report";
            case APPENDED -> "Addendum";
            case CORRECTED -> "Corrected report";
        };
        return kind + " · version " + report.version();
    }

    private static Div section(String heading, String text) {
        var label = new Span(heading);
        label.addClassName("sheet-heading");
        var body = new Paragraph(text);
        body.addClassName("sheet-text");
        return new Div(label, body);
    }

    private static Span verdict(JudgedFinding judged) {
        var reason = judged.reason().isEmpty() ? "" : ": " + judged.reason();
        return small("Model's claim %s %s (%s %s, demonstration): %s%s"
                .formatted(
                        judged.label(),
                        Words.probability(judged.probability()),
                        judged.model(),
                        judged.modelVersion(),
                        judged.verdict().name().toLowerCase(Locale.ROOT),
                        reason));
    }

    private static Div signature(SignedReport report, ZoneId zone) {
        var who = new Span("Signed by " + report.signerName());
        who.addClassName("signer");
        var meaning = small("“" + report.meaning() + "”");
        var when = small("%s %s · %s UTC"
                .formatted(
                        Words.dateAndClock(report.signedAt(), zone),
                        Words.place(zone),
                        Words.dateAndClock(report.signedAt(), ZoneOffset.UTC)));
        var seal = small(
                report.intact()
                        ? "✓ unaltered since signing · SHA-256 "
                                + report.digest().substring(0, DIGEST_SHOWN) + "…"
                        : "✕ This text is not what was signed. Tell the operator.");
        seal.setTitle(report.digest());
        var block = new Div(who, meaning, when, seal);
        block.addClassName("signature");
        return block;
    }

    private static Span small(String text) {
        var span = new Span(text);
        span.addClassName("small");
        return span;
    }
}
