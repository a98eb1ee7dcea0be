package io.dayside.vetting.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.dayside.vetting.Criterion;
import io.dayside.vetting.Marks;
import io.dayside.vetting.Sitting.Result;
import java.util.Map;

/** What somebody has scored, against what was allowed. */
class ResultPanel extends Div {

    private static final long serialVersionUID = 1L;
    private static final int DIGEST_SHOWN = 16;

    ResultPanel(Result result, Map<Criterion, Integer> limits) {
        addClassNames("panel", "test-result");
        var heading = new H2(result.passed() ? "✓ Passed" : "✗ Not passed");
        heading.addClassName(result.passed() ? "test-passed" : "test-failed");
        add(heading);
        result.consequences().forEach(words -> add(new Paragraph(words)));
        add(table(result.marks(), limits), calibration(result.marks()), seal(result));
    }

    private static NativeTable table(Marks marks, Map<Criterion, Integer> limits) {
        var table = new NativeTable();
        var head = new NativeTableRow();
        for (var name : new String[] {"", "scored", "95 % interval", "at most"}) {
            head.add(new NativeTableHeaderCell(name));
        }
        table.add(head);
        for (var criterion : Criterion.values()) {
            table.add(row(marks, limits, criterion));
        }
        return table;
    }

    private static NativeTableRow row(Marks marks, Map<Criterion, Integer> limits, Criterion criterion) {
        var limit = limits.get(criterion);
        boolean broken = limit != null && marks.of(criterion) > limit;
        var scored = new NativeTableCell((broken ? "✗ " : "") + marks.words(criterion));
        if (broken) {
            scored.addClassName("test-failed");
        }
        return new NativeTableRow(
                new NativeTableHeaderCell(criterion.words()),
                scored,
                new NativeTableCell(Words.interval(marks, criterion)),
                new NativeTableCell(limit == null ? "–" : limit + " " + criterion.unit()));
    }

    private static Paragraph calibration(Marks marks) {
        return new Paragraph("Said to be %.0f %% sure on average, and right in %.0f %%."
                .formatted(marks.statedPercent(), marks.rightPercent()));
    }

    private static Span seal(Result result) {
        var number = result.certificate().isEmpty() ? "" : "Certificate " + result.certificate() + " · ";
        var seal = new Span(number + "signed, SHA-256 " + result.digest().substring(0, DIGEST_SHOWN) + "…");
        seal.setTitle(result.digest());
        seal.addClassName("quiet");
        return seal;
    }
}
