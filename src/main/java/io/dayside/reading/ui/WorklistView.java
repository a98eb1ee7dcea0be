package io.dayside.reading.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.reading.LatePictures;
import io.dayside.reading.Reports;
import io.dayside.reading.SecondOpinions;
import io.dayside.routing.Leases;
import io.dayside.routing.Worklist;
import io.dayside.routing.WorklistEntry;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.Countdown;
import io.dayside.ui.LiveUpdates;
import io.dayside.ui.UrgencyBadge;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What do I read next? */
@Route(ReadingNavigation.WORKLIST)
@RolesAllowed("SPECIALIST")
@StyleSheet("reading.css")
class WorklistView extends Div implements HasDynamicTitle {

    /** The order changes as clocks run down, also when nothing arrives. */
    private static final int REFRESH_MS = 15_000;

    private final Worklist worklist;
    private final Leases leases;
    private final Reports reports;
    private final LatePictures latePictures;
    private final SecondOpinions opinions;
    private final Tenants tenants;
    private final LiveUpdates liveUpdates;
    private final Clock clock;
    private final Caller caller;
    private final Optional<Specialist> specialist;

    private final AskedOfYou askedOfYou;
    private final Div next = new Div();
    private final Grid<WorklistEntry> grid = new Grid<>();
    private final Span summary = new Span();
    private final Span announcement = new Span();
    private final AtomicBoolean refreshAsked = new AtomicBoolean();

    private List<WorklistEntry> shown = List.of();
    private Set<CaseId> arrived = Set.of();
    private boolean seenOnce;
    private boolean pointedAt;
    private @Nullable AutoCloseable liveListener;
    private @Nullable Registration polling;

    WorklistView(
            Worklist worklist,
            Leases leases,
            Reports reports,
            LatePictures latePictures,
            SecondOpinions opinions,
            Tenants tenants,
            Specialists specialists,
            Callers callers,
            LiveUpdates liveUpdates,
            Clock clock) {
        this.worklist = worklist;
        this.leases = leases;
        this.reports = reports;
        this.latePictures = latePictures;
        this.opinions = opinions;
        this.tenants = tenants;
        this.liveUpdates = liveUpdates;
        this.clock = clock;
        this.caller = callers.required();
        this.specialist = specialists.find(caller.username());
        askedOfYou = new AskedOfYou(
                username ->
                        specialists.find(username).map(Specialist::displayName).orElse(username),
                specialist.map(Specialist::zone).orElse(ZoneOffset.UTC));
        addClassNames("reading", "worklist");
        next.addClassName("next");
        announcement.addClassName("for-screen-readers");
        announcement.getElement().setAttribute("aria-live", "polite");
        summary.addClassName("worklist-summary");
        add(next, askedOfYou, summary, columns(), announcement, keys());
        holdStillWhilePointedAt();
    }

    @Override
    public String getPageTitle() {
        return "Worklist " + shown.size();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        var ui = event.getUI();
        liveListener = liveUpdates.listen(caller.tenants(), LiveUpdates.Topic.CASES, () -> refreshSoon(ui));
        ui.setPollInterval(REFRESH_MS);
        polling = ui.addPollListener(_ -> refresh());
        refresh();
    }

    @Override
    protected void onDetach(DetachEvent event) {
        event.getUI().setPollInterval(-1);
        Optional.ofNullable(polling).ifPresent(Registration::remove);
        close(liveListener);
    }

    /** Many announcements in a row lead to one refresh. */
    private void refreshSoon(UI ui) {
        if (refreshAsked.compareAndSet(false, true)) {
            var _ = ui.access(() -> {
                refreshAsked.set(false);
                if (isAttached()) {
                    refresh();
                }
            });
        }
    }

    private void refresh() {
        var fresh = TenantScope.call(caller.tenants(), () -> worklist.of(caller.username()));
        askedOfYou.show(TenantScope.call(caller.tenants(), opinions::waiting));
        noteArrivals(fresh);
        shown = pointedAt ? StillOrder.keep(shown, fresh, entry -> entry.work().id()) : fresh;
        grid.setItems(shown);
        grid.setVisible(!shown.isEmpty());
        showNext(fresh);
        summary.setText(summaryWords());
        UI.getCurrent().getPage().setTitle(getPageTitle());
    }

    private void noteArrivals(List<WorklistEntry> fresh) {
        var known = shown.stream().map(entry -> entry.work().id()).collect(Collectors.toSet());
        var arrivals = fresh.stream()
                .filter(entry -> seenOnce && !known.contains(entry.work().id()))
                .toList();
        arrived = arrivals.stream().map(entry -> entry.work().id()).collect(Collectors.toCollection(HashSet::new));
        if (!arrivals.isEmpty()) {
            var first = arrivals.getFirst().work();
            announcement.setText("New: " + first.priority() + ", " + Words.study(first));
        }
        seenOnce = true;
    }

    private Optional<WorklistEntry> nextOf(List<WorklistEntry> entries) {
        return entries.stream()
                .filter(this::mine)
                .findFirst()
                .or(() ->
                        entries.stream().filter(entry -> entry.heldBy() == null).findFirst());
    }

    private boolean mine(WorklistEntry entry) {
        return caller.displayName().equals(entry.heldBy());
    }

    private void showNext(List<WorklistEntry> fresh) {
        next.removeAll();
        nextOf(fresh).ifPresentOrElse(entry -> next.add(nextCard(entry)), () -> next.add(nothingWaits()));
    }

    private Div nextCard(WorklistEntry entry) {
        var work = entry.work();
        var heading = new H2(mine(entry) ? "Go on with" : "Next");
        var study = new Span(Words.study(work));
        study.addClassName("next-study");
        var line = new Div(
                priority(entry),
                left(entry),
                study,
                new Span(Words.patient(work, clock.instant())),
                new Span(hospital(work.id())),
                new AiClaim(work));
        line.addClassName("next-line");
        var detail = new Div(history(entry), why(entry), lateNote(entry));
        detail.addClassName("next-detail");
        var open = new Button("Open", _ -> openNext());
        open.addThemeVariants(ButtonVariant.PRIMARY);
        open.setSuffixComponent(keyCap("N"));
        open.setId("open-next");
        var text = new Div(line, detail);
        text.addClassName("next-text");
        var decline = new Button("Decline", _ -> askToDecline(entry));
        decline.addThemeVariants(ButtonVariant.TERTIARY);
        decline.setSuffixComponent(keyCap("D"));
        decline.setId("decline-next");
        var body = new Div(text, decline, open);
        body.addClassName("next-body");
        var card = new Div(heading, body);
        card.addClassName("next-card");
        return card;
    }

    private static Span keyCap(String key) {
        var cap = new Span(key);
        cap.addClassName("key");
        return cap;
    }

    private static Span history(WorklistEntry entry) {
        var history = entry.work().clinicalHistory();
        var span = new Span(history.isBlank() ? "no clinical history sent" : "“" + history + "”");
        span.addClassName("history");
        return span;
    }

    private static Span why(WorklistEntry entry) {
        var why = new Span("first because: " + String.join(", ", entry.why()));
        why.addClassName("why");
        why.setVisible(!entry.why().isEmpty());
        return why;
    }

    private Span lateNote(WorklistEntry entry) {
        int late = mine(entry) ? late(entry) : 0;
        var note = new Span(Words.latePictures(late));
        note.addClassName("late-note");
        note.setVisible(late > 0);
        return note;
    }

    private Div nothingWaits() {
        var words = new Div();
        words.add(new H2("No case is waiting for you."));
        words.add(new Span(specialist
                .map(known -> shift(known))
                .orElse("You are not yet registered as a specialist. A credentialing officer can do that.")));
        words.addClassName("nothing-waits");
        return words;
    }

    private String shift(Specialist known) {
        var now = clock.instant();
        var place = " " + Words.place(known.zone()) + ".";
        return known.shiftEnd(now)
                .map(end -> "You are on until " + Words.clock(end) + place)
                .or(() ->
                        known.nextShift(now).map(start -> "Your next shift starts " + Words.dayAndClock(start) + place))
                .orElse("You have no shift.");
    }

    private String summaryWords() {
        int finished = TenantScope.call(
                caller.tenants(), () -> reports.finishedBy(caller.username(), startOfDay(clock.instant())));
        var waiting = shown.size() == 1 ? "1 case" : shown.size() + " cases";
        return waiting + " · finished today: " + finished;
    }

    private Instant startOfDay(Instant now) {
        ZoneId zone = specialist.map(Specialist::zone).orElse(ZoneOffset.UTC);
        return now.atZone(zone).truncatedTo(ChronoUnit.DAYS).toInstant();
    }

    private Grid<WorklistEntry> columns() {
        grid.addClassName("worklist-grid");
        grid.getElement().setAttribute("aria-label", "Cases in the order in which they should be read");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.addComponentColumn(this::left).setHeader("left").setWidth("168px").setFlexGrow(0);
        grid.addComponentColumn(WorklistView::priority)
                .setHeader("priority")
                .setWidth("124px")
                .setFlexGrow(0);
        grid.addComponentColumn(WorklistView::place)
                .setHeader("sorted as")
                .setWidth("140px")
                .setFlexGrow(0);
        grid.addColumn(entry -> Words.study(entry.work()))
                .setHeader("study")
                .setWidth("140px")
                .setFlexGrow(1);
        grid.addColumn(entry -> Words.patient(entry.work(), clock.instant()))
                .setHeader("patient")
                .setWidth("96px")
                .setFlexGrow(0);
        grid.addColumn(entry -> hospital(entry.work().id()))
                .setHeader("hospital")
                .setWidth("185px")
                .setFlexGrow(0);
        grid.addComponentColumn(entry -> new AiClaim(entry.work()))
                .setHeader("AI · demonstration")
                .setWidth("300px")
                .setFlexGrow(0);
        grid.addColumn(this::state).setHeader("state").setWidth("110px").setFlexGrow(0);
        grid.setTooltipGenerator(entry -> "Here because: " + String.join(", ", entry.why()));
        grid.setPartNameGenerator(entry -> arrived.contains(entry.work().id()) ? "arrived" : null);
        grid.addItemClickListener(click -> open(click.getItem()));
        return grid;
    }

    private Span left(WorklistEntry entry) {
        var running = entry.clock();
        return running == null ? new Span("–") : new Countdown(running.dueAt(), clock.instant());
    }

    /** Rows are sorted by class and then by time left: without the class the order looks wrong. */
    private static Span place(WorklistEntry entry) {
        var place = new Span(entry.heldBy() == null ? entry.classed() : "held");
        place.addClassName("place");
        return place;
    }

    private static UrgencyBadge priority(WorklistEntry entry) {
        var priority = entry.work().priority();
        return new UrgencyBadge(UrgencyBadge.Level.of(priority), priority.name());
    }

    private String hospital(CaseId id) {
        return tenants.find(id.tenant()).map(Hospital::name).orElse(id.tenant().code());
    }

    private String state(WorklistEntry entry) {
        var heldBy = entry.heldBy();
        if (heldBy == null) {
            return entry.work().state() == CaseState.OFFERED ? "offered to you" : "waiting";
        }
        return mine(entry) ? lateNoted("held by you", entry) : "held by " + heldBy;
    }

    private String lateNoted(String state, WorklistEntry entry) {
        int late = late(entry);
        return late == 0 ? state : state + " · " + Words.latePictures(late);
    }

    private int late(WorklistEntry entry) {
        return TenantScope.call(caller.tenants(), () -> latePictures.of(entry.work()));
    }

    private void holdStillWhilePointedAt() {
        grid.getElement().addEventListener("mouseenter", _ -> pointedAt = true);
        grid.getElement().addEventListener("focusin", _ -> pointedAt = true);
        grid.getElement().addEventListener("mouseleave", _ -> letGo());
        grid.getElement().addEventListener("focusout", _ -> letGo());
    }

    private void letGo() {
        pointedAt = false;
        if (isAttached()) {
            refresh();
        }
    }

    private PageKeys keys() {
        return new PageKeys()
                .on("n", "open the next case", this::openNext)
                .on("enter", "open the next case", this::openNext)
                .on(
                        "d",
                        "decline the next case, with a reason",
                        () -> nextOf(shown).ifPresent(this::askToDecline))
                .on(
                        "o",
                        "give the opinion that has been asked for longest",
                        () -> askedOfYou
                                .first()
                                .ifPresent(asked ->
                                        getUI().ifPresent(ui -> ReadingNavigation.toOpinion(ui, asked.opinion()))))
                .alsoThereIs("↑ ↓", "move in the list; Space opens");
    }

    /** What is held already, else what the order of reading gives now, which may be newer than what is shown. */
    private void openNext() {
        shown.stream().filter(this::mine).findFirst().ifPresentOrElse(this::open, this::takeNext);
    }

    private void takeNext() {
        leases.takeNext(caller.username())
                .ifPresentOrElse(
                        lease -> getUI().ifPresent(ui -> ReadingNavigation.toCase(ui, lease.id())), this::refresh);
    }

    private void askToDecline(WorklistEntry entry) {
        new DeclineDialog(entry.work().number(), reason -> {
                    leases.decline(entry.work().id(), caller.username(), reason);
                    refresh();
                })
                .open();
    }

    private void open(WorklistEntry entry) {
        getUI().ifPresent(ui -> ReadingNavigation.toCase(ui, entry.work().id()));
    }

    private static void close(@Nullable AutoCloseable listener) {
        if (listener != null) {
            try {
                listener.close();
            } catch (Exception e) {
                throw new IllegalStateException("a listener could not be closed", e);
            }
        }
    }
}
