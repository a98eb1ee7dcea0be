package io.dayside.workforce.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.dayside.ui.EmptyState;
import io.dayside.ui.ViewerZone;
import io.dayside.workforce.Coverage;
import io.dayside.workforce.ShiftChange;
import io.dayside.workforce.ShiftDesk;
import io.dayside.workforce.Specialist;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** "Who reads when?": a week of everybody's shifts with what differs from the usual, and the hours in which nobody is there. */
@Route(RosterView.ROUTE)
@PageTitle("Roster · Dayside")
@RolesAllowed({"MANAGER", "CREDENTIALING", "OPERATOR"})
@StyleSheet("workforce.css")
class RosterView extends Div {

    static final String ROUTE = "roster";

    private static final long serialVersionUID = 1L;
    private static final Logger log = LoggerFactory.getLogger(RosterView.class);
    private static final int DAYS = 7;
    private static final int HOURS_LOOKED_AHEAD = 7 * 24;
    private static final int MOST_HOLES = 6;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

    private final transient ShiftDesk desk;
    private final transient Coverage coverage;
    private final transient Clock clock;
    private final H1 heading = new H1();
    private final Div holes = new Div();
    private final Div week = new Div();
    private final ZoneId zone = ViewerZone.of(UI.getCurrent());
    private LocalDate monday;

    RosterView(ShiftDesk desk, Coverage coverage, Clock clock) {
        this.desk = desk;
        this.coverage = coverage;
        this.clock = clock;
        this.monday = LocalDate.now(clock.withZone(zone)).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        addClassNames("credentials", "roster");
        var change = new Button("Note a change", _ -> askForChange());
        change.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        change.setTooltipText("C");
        var swap = new Button("Swap", _ -> askForSwap());
        swap.setTooltipText("E");
        var propose = new Button("Propose a week", _ -> propose());
        propose.setTooltipText("P");
        var steps = new Div(
                change,
                swap,
                propose,
                new Button("Earlier week", _ -> move(-1)),
                new Button("Later week", _ -> move(1)));
        steps.addClassName("roster-steps");
        week.addClassName("roster-week");
        add(heading, holes, steps, week);
        Shortcuts.addShortcutListener(this, () -> move(-1), Key.KEY_J);
        Shortcuts.addShortcutListener(this, () -> move(1), Key.KEY_K);
        Shortcuts.addShortcutListener(this, this::askForChange, Key.KEY_C);
        Shortcuts.addShortcutListener(this, this::askForSwap, Key.KEY_E);
        Shortcuts.addShortcutListener(this, RosterView::propose, Key.KEY_P);
        show();
    }

    private static void propose() {
        UI.getCurrent().navigate(ProposalView.class);
    }

    private void move(int weeks) {
        monday = monday.plusWeeks(weeks);
        show();
    }

    private void show() {
        var everybody = desk.everybody();
        heading.setText("Week of " + DAY.format(monday));
        showHoles();
        week.removeAll();
        if (everybody.isEmpty()) {
            week.add(new EmptyState(
                    "Nobody reads for us yet.", "Specialists come with the configuration files or an import."));
            return;
        }
        var table = new NativeTable(headers());
        everybody.forEach(one -> table.add(row(one)));
        var quiet = new Paragraph("Times of " + ViewerZone.place(zone) + ". J and K go from week to week.");
        quiet.addClassName("quiet");
        week.add(table, quiet);
    }

    /** Of the week ahead, whichever week is shown. */
    private void showHoles() {
        holes.removeAll();
        var all = coverage.ahead(HOURS_LOOKED_AHEAD).stream()
                .flatMap(row -> HoursAheadTable.holes(row, zone).stream())
                .toList();
        all.stream().limit(MOST_HOLES).forEach(hole -> {
            var line = new Paragraph("✗ " + hole);
            line.addClassName("hole");
            holes.add(line);
        });
        if (all.size() > MOST_HOLES) {
            holes.add(new Paragraph(
                    "and %d more within a week, by hour under Coverage".formatted(all.size() - MOST_HOLES)));
        }
        if (all.isEmpty()) {
            holes.add(new Paragraph(
                    "Somebody is on shift for each site and modality in every hour of the next seven days."));
        }
    }

    private NativeTableRow headers() {
        var row = new NativeTableRow(new NativeTableHeaderCell("specialist"));
        for (int day = 0; day < DAYS; day++) {
            row.add(new NativeTableHeaderCell(DAY.format(monday.plusDays(day))));
        }
        return row;
    }

    private NativeTableRow row(Specialist one) {
        var name = new NativeTableHeaderCell();
        var ics = new Anchor("/api/specialists/" + one.username() + "/shifts.ics", "calendar");
        ics.setRouterIgnore(true);
        ics.getElement().setAttribute("download", true);
        var take = new Button("import…", _ -> askForCalendar(one));
        take.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
        take.setAriaLabel("Import a calendar for " + one.displayName());
        var links = new Div(ics, take);
        links.addClassNames("roster-links", "quiet");
        name.add(new Div(one.displayName()), links);
        var row = new NativeTableRow(name);
        for (int day = 0; day < DAYS; day++) {
            row.add(cell(one, begin(monday.plusDays(day)), begin(monday.plusDays(day + 1L))));
        }
        return row;
    }

    private Instant begin(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }

    private NativeTableCell cell(Specialist one, Instant from, Instant until) {
        var cell = new NativeTableCell();
        one.shiftsBetween(from, until)
                .forEach(span -> cell.add(new Div(new Span(times(span.from(), span.until(), from, until)))));
        one.changes().stream()
                .filter(change -> isListedOn(change, from, until))
                .forEach(change -> cell.add(change(change)));
        return cell;
    }

    /** On the day on which it begins, or on the Monday of a week into which it reaches. */
    private boolean isListedOn(ShiftChange change, Instant from, Instant until) {
        boolean begins = !change.begins().isBefore(from) && change.begins().isBefore(until);
        boolean reaches = from.equals(begin(monday))
                && change.begins().isBefore(from)
                && change.ends().isAfter(from);
        return begins || reaches;
    }

    /** Midnight is where a day's part of a longer shift ends. */
    private String times(Instant begins, Instant ends, Instant from, Instant until) {
        if (begins.equals(from) && ends.equals(until)) {
            return "all day";
        }
        return (begins.equals(from) ? "…" : TIME.format(begins.atZone(zone)))
                + "–"
                + (ends.equals(until) ? "…" : TIME.format(ends.atZone(zone)));
    }

    private Component change(ShiftChange change) {
        var words = new Span("%s until %s%s"
                .formatted(
                        kind(change.kind()),
                        DAY_AND_TIME.format(change.ends().atZone(zone)),
                        change.reason().isBlank() ? "" : ", " + change.reason()));
        words.addClassName("quiet");
        var row = new Div(words);
        row.addClassName("roster-change");
        if (change.ends().isAfter(clock.instant())) {
            var back = new Button("✕", _ -> takeBack(change));
            back.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
            back.setAriaLabel("Take back: " + words.getText());
            back.setTooltipText("Take back");
            row.add(back);
        }
        return row;
    }

    /** A colleague or a new calendar may have been quicker: then it is gone as well. */
    private void takeBack(ShiftChange change) {
        try {
            desk.takeBack(change.id());
        } catch (NoSuchElementException e) {
            log.debug("shift change {} was gone already", change.id(), e);
        }
        show();
    }

    static String kind(ShiftChange.Kind kind) {
        return switch (kind) {
            case EXTRA -> "+ extra";
            case OFF -> "– off";
            case ON_CALL -> "☎ on call";
        };
    }

    private void askForChange() {
        new ShiftDialog("Note a change", desk.everybody(), clock, false, (wish, kind) -> {
                    desk.note(wish.who().username(), kind, wish.begins(), wish.ends(), wish.reason());
                    show();
                })
                .open();
    }

    private void askForSwap() {
        new ShiftDialog("Swap", desk.everybody(), clock, true, (wish, _) -> {
                    desk.swap(
                            wish.who().username(),
                            wish.instead().orElseThrow().username(),
                            wish.begins(),
                            wish.ends(),
                            wish.reason());
                    show();
                })
                .open();
    }

    private void askForCalendar(Specialist one) {
        new CalendarDialog(one.displayName(), file -> desk.takeCalendar(one.username(), file), this::show).open();
    }
}
