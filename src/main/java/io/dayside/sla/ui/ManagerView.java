package io.dayside.sla.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.grid.GridVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.dayside.cases.CaseId;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.sla.CaseStory;
import io.dayside.sla.Communication;
import io.dayside.sla.Communications;
import io.dayside.sla.FinishedCase;
import io.dayside.sla.HospitalToday;
import io.dayside.sla.OpenCase;
import io.dayside.sla.Outlook;
import io.dayside.sla.Outlook.Saving;
import io.dayside.sla.Outlooks;
import io.dayside.sla.Promises;
import io.dayside.sla.ReadingFloor;
import io.dayside.sla.ReadingFloor.OnShift;
import io.dayside.sla.ReadingFloor.Reader;
import io.dayside.sla.ui.Selection.Show;
import io.dayside.tenancy.TenantScope;
import io.dayside.ui.Countdown;
import io.dayside.ui.LiveRefresh;
import io.dayside.ui.LiveUpdates;
import io.dayside.ui.UrgencyBadge;
import io.dayside.ui.ViewerZone;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What will breach? */
@Route(SlaNavigation.ROUTE)
@PageTitle("Promises · Dayside")
@RolesAllowed({"MANAGER", "OPERATOR"})
@StyleSheet("sla.css")
class ManagerView extends Div implements BeforeEnterObserver {

    private static final int NUMBERS_NAMED = 6;
    private static final int DANGERS_SHOWN = 5;

    private final Promises promises;
    private final ReadingFloor floor;
    private final Outlooks outlooks;
    private final Communications communications;
    private final Clock clock;
    private final Caller caller;

    private final Section alarm = new Section();
    private final Section danger = new Section();
    private final Section critical = new Section();
    private final Div hospitals = new Div();
    private final Div onShift = new Div();
    private final H2 heading = new H2();
    private final Grid<OpenCase> open = new Grid<>();
    private final Grid<FinishedCase> finished = new Grid<>();
    private final Span nothing = new Span();

    private Times times;
    private Map<CaseId, Outlook> ahead = Map.of();
    private @Nullable CaseId focused;
    private Selection selection = Selection.EVERYTHING_OPEN;

    ManagerView(
            Promises promises,
            ReadingFloor floor,
            Outlooks outlooks,
            Communications communications,
            Callers callers,
            LiveUpdates liveUpdates,
            Clock clock) {
        this.promises = promises;
        this.floor = floor;
        this.outlooks = outlooks;
        this.communications = communications;
        this.clock = clock;
        this.caller = callers.required();
        addClassName("promises");
        this.times = Times.in(ZoneOffset.UTC, clock.instant());
        alarm.addClassName("promises-alarm");
        alarm.getElement().setAttribute("aria-label", "Cases that no specialist may read");
        danger.addClassName("promises-danger");
        danger.getElement().setAttribute("aria-label", "Promises that will probably be broken");
        critical.addClassNames("promises-danger", "promises-critical");
        critical.getElement().setAttribute("aria-label", "Critical results that nobody has acknowledged");
        hospitals.addClassName("promises-hospitals");
        onShift.addClassName("promises-on-shift");
        nothing.addClassName("promises-nothing");
        describeOpen();
        describeFinished();
        add(critical, alarm, danger, hospitals, onShift, heading, nothing, open, finished);
        LiveRefresh.of(this, liveUpdates, caller.tenants(), LiveUpdates.Topic.CASES, this::refresh);
        LiveRefresh.of(critical, liveUpdates, caller.tenants(), LiveUpdates.Topic.CRITICAL, this::showCritical);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        times = Times.in(ViewerZone.of(event.getUI()), clock.instant());
        selection = Selection.of(event.getLocation().getQueryParameters());
        refresh();
    }

    private void refresh() {
        times = Times.in(times.zone(), clock.instant());
        hospitals.removeAll();
        seen(() -> promises.today(caller.tenants())).forEach(one -> hospitals.add(card(one)));
        onShift.removeAll();
        onShift.add(new H2("On shift now · times of " + times.place()));
        var people = seen(floor::onShift);
        people.forEach(one -> onShift.add(person(one)));
        if (people.isEmpty()) {
            onShift.add(new Span("Nobody. Cases wait until the next shift starts."));
        }
        heading.setText(selection.heading());
        var waiting = seen(promises::openCases);
        ahead = outlooks.of(caller.tenants());
        showCritical();
        showAlarm(waiting.stream().filter(OpenCase::unreadable).toList());
        showDanger(waiting.stream().filter(this::isInDanger).toList());
        int shown = selection.ofFinished() ? showFinished() : showOpen(waiting);
        open.setVisible(!selection.ofFinished() && shown > 0);
        finished.setVisible(selection.ofFinished() && shown > 0);
        nothing.setVisible(shown == 0);
    }

    /** What waiting does not mend comes before everything else: one line a hospital and reason. */
    private void showAlarm(List<OpenCase> unreadable) {
        alarm.removeAll();
        alarm.setVisible(!unreadable.isEmpty());
        alarm.add(new H2("⚠ No specialist may read these · " + unreadable.size()));
        unreadable.stream()
                .collect(Collectors.groupingBy(
                        one -> one.hospital() + ": " + one.withoutReader(), LinkedHashMap::new, Collectors.toList()))
                .forEach((why, cases) -> alarm.add(new Paragraph(why + " · " + numbers(cases))));
        alarm.add(new Paragraph("They will not be read by waiting: grant what is missing, or tell the hospital."));
    }

    /** What was found and nobody has heard of yet. */
    private void showCritical() {
        critical.removeAll();
        var unheard = seen(() -> communications.waiting(caller.tenants()));
        critical.setVisible(!unheard.isEmpty());
        critical.add(new H2("● Critical results that nobody has acknowledged · " + unheard.size()));
        var names = seen(() -> promises.names(caller.tenants()));
        unheard.stream()
                .map(one -> critical(one, names.size() > 1 ? names.get(one.id().tenant()) : null))
                .forEach(critical::add);
    }

    /** @param hospital its name; absent where the manager sees no other */
    private Component critical(Communication one, @Nullable String hospital) {
        var number = new Button(one.number(), _ -> tell(one.id()));
        number.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        var row = new Div(number);
        Stream.ofNullable(hospital).map(Span::new).forEach(row::add);
        row.add(
                new Countdown(one.dueAt(), clock.instant()),
                new Span("promised in %s, raised %s"
                        .formatted(Amounts.words(one.target()), times.clock(one.raisedAt()))),
                new Span("told %s, last %s"
                        .formatted(one.told() == 1 ? "once" : one.told() + " times", times.clock(one.toldLast()))));
        row.addClassName("promises-danger-row");
        return row;
    }

    private boolean isInDanger(OpenCase one) {
        var outlook = ahead.get(one.id());
        return outlook != null && outlook.isInDanger() && !one.breached() && !one.unreadable();
    }

    /** What can still be kept, with what would keep it. */
    private void showDanger(List<OpenCase> cases) {
        danger.removeAll();
        danger.setVisible(!cases.isEmpty());
        danger.add(new H2("▲ Will probably be late, and are not yet · " + cases.size()));
        cases.stream().limit(DANGERS_SHOWN).map(this::danger).forEach(danger::add);
        if (cases.size() > DANGERS_SHOWN) {
            danger.add(new Paragraph("and %d more, in the list below".formatted(cases.size() - DANGERS_SHOWN)));
        }
    }

    private Component danger(OpenCase one) {
        var line = new Button(one.number() + " · " + one.hospital(), _ -> tell(one.id()));
        line.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        var outlook = Objects.requireNonNull(ahead.get(one.id()));
        var row = new Div(
                line,
                new Span("due %s · %s".formatted(times.clock(one.dueAt()), expected(one))),
                new Span(help(outlook)));
        row.addClassName("promises-danger-row");
        return row;
    }

    private String help(Outlook outlook) {
        return outlook.saving()
                .map(this::words)
                .orElse(
                        outlook.isLost()
                                ? "Nobody could keep it without breaking another promise: tell the hospital."
                                : "Being read, or behind others that are due sooner.");
    }

    private String words(Saving saving) {
        var by = times.clock(saving.signedBy());
        return switch (saving.act()) {
            case ASK -> "Ask %s to open it next: signed by %s".formatted(saving.specialist(), by);
            case LET -> "Let %s put another aside for it: signed by %s".formatted(saving.specialist(), by);
            case CALL -> "Call %s in, who is off shift: signed by %s".formatted(saving.specialist(), by);
        };
    }

    /** Of what waits or is read; of everything else nobody can say. */
    private String expected(OpenCase one) {
        var outlook = ahead.get(one.id());
        if (outlook == null || one.unreadable()) {
            return "";
        }
        var at = outlook.expectedAt();
        var when = at == null ? "not within a day" : "by " + times.clock(at);
        int percent = (int) Math.round(outlook.late() * 100);
        return one.breached() || percent == 0 ? when : "%s · late: %d %%".formatted(when, percent);
    }

    private static String numbers(List<OpenCase> cases) {
        var named = cases.stream().limit(NUMBERS_NAMED).map(OpenCase::number).collect(Collectors.joining(", "));
        return cases.size() > NUMBERS_NAMED ? named + " and " + (cases.size() - NUMBERS_NAMED) + " more" : named;
    }

    private int showOpen(List<OpenCase> waiting) {
        var cases = waiting.stream().filter(selection::takes).toList();
        open.setItems(cases);
        nothing.setText("No case is waiting. Every promise is kept for now.");
        return cases.size();
    }

    private int showFinished() {
        var cases = seen(() -> promises.finishedToday(caller.tenants())).stream()
                .filter(selection::takes)
                .toList();
        finished.setItems(cases);
        nothing.setText("Nothing of this kind was signed today.");
        return cases.size();
    }

    private <T> T seen(Supplier<T> question) {
        return TenantScope.call(caller.tenants(), question::get);
    }

    private static Div card(HospitalToday today) {
        var code = today.tenant().code();
        var onTime = link(code, Show.FINISHED, Amounts.share(today.onTime(), today.finished()));
        onTime.addClassNames("promises-share", "figures");
        var line = new Div(
                link(code, Show.FINISHED, today.finished() + " signed"),
                link(code, Show.LATE, today.finished() - today.onTime() + " late"),
                link(code, Show.OPEN, today.open() + " open"),
                link(code, Show.BREACHED, today.breached() + " over the promise"));
        line.addClassName("promises-links");
        var card = new Div(
                new H2(today.hospital()),
                onTime,
                new Span("on time today"),
                new Span("median " + Amounts.median(today.medianTurnaround())),
                new Span("promised " + Amounts.promises(today.promises())),
                line);
        card.addClassName("promises-card");
        return card;
    }

    private static RouterLink link(String hospital, Show show, String words) {
        var link = new RouterLink(words, ManagerView.class);
        link.setQueryParameters(new Selection(hospital, show).parameters());
        return link;
    }

    private Span person(OnShift one) {
        var words = "%s · until %s · holds %d of %d"
                .formatted(one.displayName(), times.clock(one.until().toInstant()), one.held(), one.capacity());
        return new Span(words);
    }

    private void describeOpen() {
        open.getElement().setAttribute("aria-label", "Cases to be read, the one with the least time left first");
        open.setSelectionMode(Grid.SelectionMode.NONE);
        open.setAllRowsVisible(true);
        open.addThemeVariants(GridVariant.LUMO_WRAP_CELL_CONTENT);
        opensStory(open, OpenCase::id);
        open.addComponentColumn(one -> new Countdown(one.dueAt(), clock.instant()))
                .setHeader("left")
                .setWidth("10.5rem")
                .setFlexGrow(0);
        open.addComponentColumn(one -> badge(one))
                .setHeader("priority")
                .setWidth("8rem")
                .setFlexGrow(0);
        open.addColumn(OpenCase::number).setHeader("case").setWidth("9.5rem").setFlexGrow(0);
        open.addColumn(OpenCase::study).setHeader("study").setFlexGrow(3);
        open.addColumn(OpenCase::hospital).setHeader("hospital").setFlexGrow(2);
        open.addColumn(one -> Amounts.promised(one.target(), one.begunWith())).setHeader("promised");
        open.addColumn(this::expected).setHeader("signed, probably").setFlexGrow(2);
        open.addColumn(one -> times.since(one.standing(), one.standingSince()))
                .setHeader("state")
                .setFlexGrow(3);
        open.setPartNameGenerator(one -> one.unreadable() ? "unreadable" : null);
    }

    /** A click or Enter on a row tells the case's whole way. */
    private <T> void opensStory(Grid<T> grid, Function<T, CaseId> caseOf) {
        grid.addClassName("promises-cases");
        grid.addItemClickListener(click -> tell(caseOf.apply(click.getItem())));
        grid.addCellFocusListener(focus -> focused = focus.getItem().map(caseOf).orElse(null));
        Shortcuts.addShortcutListener(grid, () -> tell(focused), Key.ENTER).listenOn(grid);
    }

    private void tell(@Nullable CaseId id) {
        if (id != null) {
            seen(() -> promises.story(id)).ifPresent(story -> tell(id, story));
        }
    }

    private void tell(CaseId id, CaseStory story) {
        Consumer<Reader> letRead = reader -> askToOverride(id, story.number(), reader);
        boolean manages = caller.roles().contains(Role.MANAGER);
        new CaseDialog(story, times, clock.instant(), manages ? letRead : null).open();
    }

    private void askToOverride(CaseId id, String number, Reader reader) {
        new OverrideDialog(
                        number,
                        reader,
                        (reason, lasting) -> seen(() -> floor.letRead(id, reader.username(), reason, lasting)))
                .open();
    }

    private static Component badge(OpenCase one) {
        return new UrgencyBadge(
                UrgencyBadge.Level.of(one.priority()), one.priority().name());
    }

    private void describeFinished() {
        finished.getElement().setAttribute("aria-label", "Cases signed today, newest first");
        finished.setSelectionMode(Grid.SelectionMode.NONE);
        finished.setAllRowsVisible(true);
        finished.addThemeVariants(GridVariant.LUMO_WRAP_CELL_CONTENT);
        opensStory(finished, FinishedCase::id);
        finished.addColumn(one -> times.clock(one.finishedAt())).setHeader("signed at");
        finished.addColumn(one -> Amounts.words(one.turnaround())).setHeader("took");
        finished.addColumn(one -> Amounts.promised(one.target(), one.begunWith()))
                .setHeader("promised");
        finished.addColumn(one -> verdict(one)).setHeader("promise");
        finished.addColumn(FinishedCase::number).setHeader("case");
        finished.addColumn(FinishedCase::study).setHeader("study").setFlexGrow(2);
        finished.addColumn(FinishedCase::hospital).setHeader("hospital");
    }

    private static String verdict(FinishedCase one) {
        return one.onTime() ? "kept" : Amounts.words(one.over()) + " over";
    }
}
