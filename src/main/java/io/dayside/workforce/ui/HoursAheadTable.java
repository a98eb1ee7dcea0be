package io.dayside.workforce.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import io.dayside.ui.ViewerZone;
import io.dayside.workforce.Coverage.Ahead;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How many readers each hour ahead has, hour by hour, and in words when there is nobody. */
class HoursAheadTable extends Div {

    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter HOUR = DateTimeFormatter.ofPattern("HH", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_HOUR =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    /** @param rows of the same hours */
    HoursAheadTable(List<Ahead> rows, ZoneId zone) {
        addClassName("coverage-ahead");
        var holes = rows.stream().flatMap(row -> holes(row, zone).stream()).toList();
        if (holes.isEmpty()) {
            add(new Paragraph("Somebody is on shift for each site and modality in every hour shown."));
        }
        holes.forEach(hole -> {
            var line = new Paragraph("✗ " + hole);
            line.addClassName("hole");
            add(line);
        });
        if (!rows.isEmpty()) {
            add(table(rows, zone));
        }
        var quiet = new Paragraph(
                "Readers on shift in each hour, whichever body region. Hours of " + ViewerZone.place(zone) + ".");
        quiet.addClassName("quiet");
        add(quiet);
    }

    /** {@code nobody for MR at Harbour Clinic, London from Sat 28 Nov 02:00 to Sat 28 Nov 06:00}. */
    static List<String> holes(Ahead row, ZoneId zone) {
        var holes = new ArrayList<String>();
        int hours = row.readers().size();
        int hour = 0;
        while (hour < hours) {
            int end = hour;
            while (end < hours && row.readers().get(end) == 0) {
                end++;
            }
            if (end > hour) {
                holes.add("nobody for %s at %s from %s to %s"
                        .formatted(
                                row.modality(),
                                row.facility().name(),
                                DAY_AND_HOUR.format(at(row, hour, zone)),
                                end == hours ? "the end of what is shown" : DAY_AND_HOUR.format(at(row, end, zone))));
            }
            hour = end + 1;
        }
        return holes;
    }

    private static ZonedDateTime at(Ahead row, int hour, ZoneId zone) {
        return row.from().plus(Duration.ofHours(hour)).atZone(zone);
    }

    private static NativeTable table(List<Ahead> rows, ZoneId zone) {
        var first = rows.getFirst();
        var headers = new NativeTableRow(new NativeTableHeaderCell("site"), new NativeTableHeaderCell("modality"));
        for (int hour = 0; hour < first.readers().size(); hour++) {
            headers.add(new NativeTableHeaderCell(HOUR.format(at(first, hour, zone))));
        }
        var table = new NativeTable(headers);
        rows.forEach(row -> table.add(row(row, zone)));
        return table;
    }

    private static NativeTableRow row(Ahead ahead, ZoneId zone) {
        var row = new NativeTableRow(
                new NativeTableHeaderCell(
                        ahead.facility().name() + " (" + ahead.facility().jurisdiction() + ")"),
                new NativeTableHeaderCell(ahead.modality()));
        for (int hour = 0; hour < ahead.readers().size(); hour++) {
            int readers = ahead.readers().get(hour);
            var cell = new NativeTableCell(readers == 0 ? "✗" : String.valueOf(readers));
            cell.getElement().setAttribute("title", DAY_AND_HOUR.format(at(ahead, hour, zone)) + ": " + readers);
            if (readers < 2) {
                cell.addClassName(readers == 0 ? "hole" : "few");
            }
            row.add(cell);
        }
        return row;
    }
}
