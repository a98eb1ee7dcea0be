package io.dayside.workforce.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import io.dayside.ui.ViewerZone;
import io.dayside.workforce.Coverage.Ahead;
import io.dayside.workforce.RosterProposal;
import io.dayside.workforce.RosterProposal.Missing;
import io.dayside.workforce.RosterProposal.PlannedShift;
import io.dayside.workforce.RosterProposal.Step;
import io.dayside.workforce.RosterWish.ShiftKey;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A proposed week: who works when, with marks for the next proposal; what stays uncovered and why; coverage before and after. */
class ProposedWeek extends Div {

    static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);

    private static final long serialVersionUID = 1L;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
    private static final int DAYS = 7;
    private static final int HOURS = 24;
    private static final int MOST_MISSING = 40;

    private final transient RosterProposal proposal;
    private final ZoneId zone;
    private final transient Runnable marked;
    private final transient Set<ShiftKey> locked = new LinkedHashSet<>();
    private final transient Set<ShiftKey> refused = new LinkedHashSet<>();
    private final Div hours = new Div();

    /** @param before whose marks still hold; absent for the first */
    ProposedWeek(RosterProposal proposal, ZoneId zone, @Nullable ProposedWeek before, Runnable marked) {
        this.proposal = proposal;
        this.zone = zone;
        this.marked = marked;
        if (before != null && before.proposal.monday().equals(proposal.monday())) {
            locked.addAll(before.locked);
            refused.addAll(before.refused);
        }
        add(
                new Section(new H2("Who works when"), people()),
                new Section(new H2("What stays uncovered, and why"), missing()),
                new Section(new H2("Readers by the hour"), day(), hours));
        show(0);
    }

    List<ShiftKey> locked() {
        return List.copyOf(locked);
    }

    List<ShiftKey> refused() {
        return List.copyOf(refused);
    }

    private Component missing() {
        var all = proposal.missing();
        if (all.isEmpty()) {
            return new Paragraph("Each hour has the readers that are wanted, for each site and modality.");
        }
        var table = new NativeTable(headers("site", "modality", "from", "until", "why not"));
        all.stream().limit(MOST_MISSING).forEach(one -> table.add(row(one)));
        var shown = new Div(table);
        if (all.size() > MOST_MISSING) {
            shown.add(new Paragraph("and %d more".formatted(all.size() - MOST_MISSING)));
        }
        return shown;
    }

    private NativeTableRow row(Missing one) {
        return new NativeTableRow(
                new NativeTableHeaderCell(one.facility()),
                new NativeTableHeaderCell(one.modality()),
                new NativeTableCell(DAY_AND_TIME.format(one.from().atZone(zone))),
                new NativeTableCell(DAY_AND_TIME.format(one.until().atZone(zone))),
                new NativeTableCell(one.why()));
    }

    private Component people() {
        var headers = headers("specialist");
        for (int day = 0; day < DAYS; day++) {
            headers.add(new NativeTableHeaderCell(DAY.format(proposal.monday().plusDays(day))));
        }
        var table = new NativeTable(headers);
        Map<String, List<PlannedShift>> byPerson = proposal.shifts().stream()
                .collect(Collectors.groupingBy(PlannedShift::username, LinkedHashMap::new, Collectors.toList()));
        byPerson.values().forEach(shifts -> table.add(row(shifts)));
        var quiet = new Paragraph("Times of " + ViewerZone.place(zone)
                + ". Lock what is to stay, say “not this” to what is not to be, and propose again.");
        quiet.addClassName("quiet");
        var week = new Div(table, quiet);
        week.addClassName("roster-week");
        return week;
    }

    private NativeTableRow row(List<PlannedShift> shifts) {
        var row = new NativeTableRow(new NativeTableHeaderCell(shifts.getFirst().displayName()));
        for (int day = 0; day < DAYS; day++) {
            var cell = new NativeTableCell();
            var date = proposal.monday().plusDays(day);
            boolean isFirst = day == 0;
            boolean isLast = day == DAYS - 1;
            shifts.stream()
                    .filter(shift -> isOn(shift, date, isFirst, isLast))
                    .forEach(shift -> cell.add(shift(shift)));
            row.add(cell);
        }
        return row;
    }

    /** Elsewhere a week begins on another day of the viewer's; its edges go to the first and the last. */
    private boolean isOn(PlannedShift shift, LocalDate date, boolean isFirst, boolean isLast) {
        var begins = shift.begins().atZone(zone).toLocalDate();
        return begins.equals(date) || (isFirst && begins.isBefore(date)) || (isLast && begins.isAfter(date));
    }

    private Component shift(PlannedShift shift) {
        var key = new ShiftKey(shift.username(), shift.begins());
        var words = new Span(sign(shift.step()) + TIME.format(shift.begins().atZone(zone)) + "–"
                + TIME.format(shift.ends().atZone(zone)));
        words.addClassName("proposal-" + shift.step().name().toLowerCase(Locale.ROOT));
        var row = new Div(words);
        row.addClassName("roster-change");
        if (shift.step() == Step.DROPPED) {
            row.add(refused.contains(key) ? new Span("not this") : new Span("falls away"));
            return row;
        }
        row.add(shift.locked() ? new Span("locked") : mark("Lock", shift, locked, key));
        row.add(mark("Not this", shift, refused, key));
        return row;
    }

    private Button mark(String what, PlannedShift shift, Set<ShiftKey> marks, ShiftKey key) {
        var button = new Button(what);
        button.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        button.setAriaLabel("%s: %s, %s"
                .formatted(
                        what,
                        shift.displayName(),
                        DAY_AND_TIME.format(shift.begins().atZone(zone))));
        button.addClickListener(_ -> {
            locked.remove(key);
            refused.remove(key);
            marks.add(key);
            button.setText(what + " ✓");
            button.setEnabled(false);
            marked.run();
        });
        return button;
    }

    private static String sign(Step step) {
        return switch (step) {
            case KEPT -> "";
            case ADDED -> "+ ";
            case DROPPED -> "– ";
        };
    }

    private Component day() {
        var day = new Select<Integer>();
        day.setLabel("Day, by UTC");
        day.setItems(IntStream.range(0, DAYS).boxed().toList());
        day.setItemLabelGenerator(one -> DAY.format(proposal.monday().plusDays(one)));
        day.setValue(0);
        day.addValueChangeListener(change -> show(change.getValue()));
        return day;
    }

    private void show(int day) {
        hours.removeAll();
        hours.add(
                new H3("As things are"),
                new HoursAheadTable(of(proposal.before(), day), zone),
                new H3("As proposed"),
                new HoursAheadTable(of(proposal.after(), day), zone));
    }

    private static List<Ahead> of(List<Ahead> rows, int day) {
        return rows.stream()
                .map(row -> new Ahead(
                        row.facility(),
                        row.modality(),
                        row.from().plus(Duration.ofHours((long) day * HOURS)),
                        row.readers().subList(day * HOURS, (day + 1) * HOURS)))
                .toList();
    }

    private static NativeTableRow headers(String... names) {
        var row = new NativeTableRow();
        for (var name : names) {
            row.add(new NativeTableHeaderCell(name));
        }
        return row;
    }
}
