package io.dayside.sla.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.sla.FinishedCase;
import io.dayside.sla.HospitalToday;
import io.dayside.sla.OpenCase;
import io.dayside.sla.Promises;
import io.dayside.sla.ReadingFloor;
import io.dayside.sla.ReadingFloor.OnShift;
import io.dayside.sla.ui.Selection.Show;
import io.dayside.tenancy.TenantScope;
import io.dayside.ui.Countdown;
import io.dayside.ui.LiveUpdates;
import io.dayside.ui.UrgencyBadge;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What will breach? */
@Route(SlaNavigation.ROUTE)
@PageTitle("Promises")
@RolesAllowed({"MANAGER", "OPERATOR"})
@StyleSheet("sla.css")
class ManagerView extends Div implements BeforeEnterObserver {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final Promises promises;
    private final ReadingFloor floor;
    private final LiveUpdates liveUpdates;
    private final Clock clock;
    private final Caller caller;

    private final Div hospitals = new Div();
    private final Div onShift = new Div();
    private final H2 heading = new H2();
    private final Grid<OpenCase> open = new Grid<>();
    private final Grid<FinishedCase> finished = new Grid<>();
    private final Span nothing = new Span();
    private final AtomicBoolean refreshAsked = new AtomicBoolean();

    private Selection selection = Selection.EVERYTHING_OPEN;
    private @Nullable AutoCloseable liveListener;

    ManagerView(Promises promises, ReadingFloor floor, Callers callers, LiveUpdates liveUpdates, Clock clock) {
        this.promises = promises;
        this.floor = floor;
        this.liveUpdates = liveUpdates;
        this.clock = clock;
        this.caller = callers.required();
        addClassName("promises");
        hospitals.addClassName("promises-hospitals");
        onShift.addClassName("promises-on-shift");
        nothing.addClassName("promises-nothing");
        describeOpen();
        describeFinished();
        add(hospitals, onShift, heading, nothing, open, finished);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        selection = Selection.of(event.getLocation().getQueryParameters());
        refresh();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        var ui = event.getUI();
        liveListener = liveUpdates.listen(caller.tenants(), LiveUpdates.Topic.CASES, () -> refreshSoon(ui));
    }

    @Override
    protected void onDetach(DetachEvent event) {
        var listener = liveListener;
        liveListener = null;
        if (listener != null) {
            try {
                listener.close();
            } catch (Exception e) {
                throw new IllegalStateException("a listener could not be closed", e);
            }
        }
    }

    /** Many announcements in a row lead to one refresh. */
    private void refreshSoon(UI ui) {
        if (refreshAsked.compareAndSet(false, true)) {
            var _ = ui.access(() -> {
                refreshAsked.set(false);
                refresh();
            });
        }
    }

    private void refresh() {
        hospitals.removeAll();
        seen(() -> promises.today(caller.tenants())).forEach(one -> hospitals.add(card(one)));
        onShift.removeAll();
        onShift.add(new H2("On shift now"));
        var people = seen(floor::onShift);
        people.forEach(one -> onShift.add(person(one)));
        if (people.isEmpty()) {
            onShift.add(new Span("Nobody. Cases wait until the next shift starts."));
        }
        heading.setText(selection.heading());
        int shown = selection.ofFinished() ? showFinished() : showOpen();
        open.setVisible(!selection.ofFinished() && shown > 0);
        finished.setVisible(selection.ofFinished() && shown > 0);
        nothing.setVisible(shown == 0);
    }

    private int showOpen() {
        var cases = seen(promises::openCases).stream().filter(selection::takes).toList();
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

    private static Span person(OnShift one) {
        var words = "%s · until %s %s · holds %d of %d"
                .formatted(
                        one.displayName(),
                        CLOCK.format(one.until()),
                        Amounts.place(one.until().getZone()),
                        one.held(),
                        one.capacity());
        return new Span(words);
    }

    private void describeOpen() {
        open.getElement().setAttribute("aria-label", "Cases to be read, the one with the least time left first");
        open.setSelectionMode(Grid.SelectionMode.NONE);
        open.setAllRowsVisible(true);
        open.addComponentColumn(one -> new Countdown(one.dueAt(), clock.instant()))
                .setHeader("left");
        open.addComponentColumn(one -> badge(one)).setHeader("priority");
        open.addColumn(OpenCase::number).setHeader("case");
        open.addColumn(OpenCase::study).setHeader("study").setFlexGrow(2);
        open.addColumn(OpenCase::hospital).setHeader("hospital");
        open.addColumn(one -> Amounts.words(one.target())).setHeader("promised");
        open.addColumn(OpenCase::standing).setHeader("state").setFlexGrow(3);
    }

    private static Component badge(OpenCase one) {
        return new UrgencyBadge(
                UrgencyBadge.Level.of(one.priority()), one.priority().name());
    }

    private void describeFinished() {
        finished.getElement().setAttribute("aria-label", "Cases signed today, newest first");
        finished.setSelectionMode(Grid.SelectionMode.NONE);
        finished.setAllRowsVisible(true);
        finished.addColumn(one -> Amounts.words(one.turnaround())).setHeader("took");
        finished.addColumn(one -> Amounts.words(one.target())).setHeader("promised");
        finished.addColumn(one -> verdict(one)).setHeader("promise");
        finished.addColumn(FinishedCase::number).setHeader("case");
        finished.addColumn(FinishedCase::study).setHeader("study").setFlexGrow(2);
        finished.addColumn(FinishedCase::hospital).setHeader("hospital");
    }

    private static String verdict(FinishedCase one) {
        Duration over = one.turnaround().minus(one.target());
        return one.onTime() ? "kept" : Amounts.words(over) + " over";
    }
}
