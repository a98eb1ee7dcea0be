package io.dayside.delivery.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.dayside.archive.StudyRef;
import io.dayside.cases.Case;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.critical.ui.CriticalPages;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.intake.StudyArrivals;
import io.dayside.sla.CaseClock;
import io.dayside.sla.Clocks;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.ui.Countdown;
import io.dayside.ui.LiveUpdates;
import io.dayside.ui.UrgencyBadge;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** "Where is my study?": what is being read, what waits for the hospital, what is done. */
@Route(HospitalView.ROUTE)
@PageTitle("Studies · Dayside")
@RolesAllowed({"COORDINATOR", "VIEWER"})
@StyleSheet("delivery.css")
class HospitalView extends Div {

    static final String ROUTE = "hospital";

    private static final long serialVersionUID = 1L;
    private static final int ROWS_AT_ONCE = 50;
    /** More than anybody scrolls through; the count then says "or more". */
    private static final int MOST_ROWS = 2000;

    private static final Duration DONE_SINCE = Duration.ofHours(24);
    private static final Set<CaseState> FOR_SPECIALIST =
            EnumSet.of(CaseState.AWAITING_IMAGES, CaseState.READY, CaseState.OFFERED, CaseState.HANDED_OVER);
    private static final Set<CaseState> READING = EnumSet.of(CaseState.OPEN, CaseState.PRELIMINARY);
    private static final Set<CaseState> FOR_HOSPITAL = EnumSet.of(CaseState.AWAITING_ORDER, CaseState.ON_HOLD);
    private static final Set<CaseState> DONE = EnumSet.of(CaseState.FINAL, CaseState.ADDENDUM, CaseState.CORRECTED);

    private final transient Cases cases;
    private final transient Clocks clocks;
    private final transient StudyWords words;
    private final transient LiveUpdates live;
    private final transient StudyArrivals arrivals;
    private final transient Callers callers;
    private final transient Clock clock;
    private final ReceivingCard receiving;
    private final TextField search = new TextField();
    private final Div cards = new Div();
    private final Map<String, Integer> shown = new HashMap<>();
    private transient List<AutoCloseable> listening = List.of();

    HospitalView(
            Cases cases,
            Clocks clocks,
            StudyWords words,
            StudyArrivals arrivals,
            CriticalPages critical,
            LiveUpdates live,
            Callers callers,
            Clock clock) {
        this.cases = cases;
        this.clocks = clocks;
        this.words = words;
        this.arrivals = arrivals;
        this.live = live;
        this.callers = callers;
        this.clock = clock;
        this.receiving = new ReceivingCard(
                most -> TenantScope.call(own(), () -> arrivals.receiving(own(), most)),
                words::waiting,
                tenant -> callers.required().is(Role.COORDINATOR, tenant),
                this::complete,
                clock);
        addClassName("hospital");
        search.setPlaceholder("Name, patient id, accession or case number");
        search.setAriaLabel("Find a study");
        search.setClearButtonVisible(true);
        search.setValueChangeMode(ValueChangeMode.LAZY);
        search.addValueChangeListener(_ -> refresh());
        search.addFocusShortcut(Key.SLASH);
        cards.addClassName("cards");
        cards.add(receiving);
        var zone = new Paragraph(StudyWords.places(words.facilities(own())));
        zone.addClassName("quiet");
        add(critical.ofHospitals(), search, zone, cards);
        refresh();
    }

    /** As it is now: a page may stay open longer than a membership lasts. */
    private Set<TenantId> own() {
        return callers.required().employers();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        var ui = event.getUI();
        var own = own();
        listening = List.of(
                live.listen(own, LiveUpdates.Topic.CASES, () -> {
                    var _ = ui.access(this::refresh);
                }),
                live.listen(own, LiveUpdates.Topic.ARRIVALS, () -> {
                    var _ = ui.access(receiving::refresh);
                }));
        receiving.refresh();
    }

    @Override
    protected void onDetach(DetachEvent event) {
        listening.forEach(HospitalView::close);
    }

    private static void close(AutoCloseable listener) {
        try {
            listener.close();
        } catch (Exception e) {
            throw new IllegalStateException("a listener that cannot be taken off", e);
        }
    }

    private void complete(StudyRef study) {
        TenantScope.call(study.tenant(), () -> arrivals.complete(study));
        receiving.refresh();
    }

    /** What a specialist may see elsewhere is none of this hospital's. */
    private void refresh() {
        TenantScope.run(own(), this::refreshOwn);
    }

    private void refreshOwn() {
        boolean searching = !search.getValue().isBlank();
        receiving.setVisible(!searching);
        cards.getChildren().filter(card -> card != receiving).toList().forEach(cards::remove);
        if (searching) {
            cards.add(card("Found", cases.search(search.getValue(), MOST_ROWS), "No study begins with these letters."));
            return;
        }
        cards.addComponentAsFirst(card("Waiting for you", cases.in(FOR_HOSPITAL), "Nothing waits for you."));
        cards.add(
                card("Being read", cases.in(READING), "Nobody is reading a study of yours at this moment."),
                card("Waiting for a specialist", cases.in(FOR_SPECIALIST), "No study is waiting."),
                card(
                        "Done in 24 hours",
                        cases.cameInto(DONE, clock.instant().minus(DONE_SINCE), MOST_ROWS),
                        "No report was signed in the last 24 hours."));
    }

    private Component card(String name, List<Case> content, String empty) {
        var card = new Section();
        card.addClassName("card");
        var count = new Span(content.size() + (content.size() == MOST_ROWS ? " or more" : ""));
        count.addClassNames("count", "figures");
        var heading = new H2(name + " ");
        heading.add(count);
        card.add(heading);
        if (content.isEmpty()) {
            card.add(new Paragraph(empty));
        }
        int rows = rowsOf(name);
        var first = content.stream().limit(rows).toList();
        var running = clocks.of(first.stream().map(Case::id).toList());
        var withoutReader = words.withoutReader(first);
        first.forEach(work -> card.add(row(work, running.get(work.id()), withoutReader.contains(work.id()))));
        if (content.size() > rows) {
            card.add(more(name, rows, content.size()));
        }
        return card;
    }

    private int rowsOf(String card) {
        return shown.getOrDefault(card, ROWS_AT_ONCE);
    }

    private Component more(String name, int rows, int all) {
        var button = new Button("Show more (%d of %d shown)".formatted(rows, all), _ -> {
            shown.put(name, rows + ROWS_AT_ONCE);
            refresh();
        });
        button.addClassName("show-more");
        return button;
    }

    private Component row(Case work, @Nullable CaseClock running, boolean withoutReader) {
        var link = new RouterLink();
        link.setRoute(HospitalCaseView.class, HospitalCaseView.parameters(work.id()));
        link.addClassName("study-row");
        var patient = new PatientName(work.patientName(), work.patientId());
        var study = new Span(work.procedure());
        study.addClassName("what");
        var state = new Span(withoutReader ? StudyWords.NO_READER : words.state(work, running));
        state.addClassName(withoutReader ? "no-reader" : "quiet");
        var number = new Span(work.number());
        number.addClassNames("quiet", "figures");
        link.add(patient, study, promise(work, running), number, state);
        return link;
    }

    private Component promise(Case work, @Nullable CaseClock running) {
        if (!work.state().awaitsReport()) {
            return new UrgencyBadge(UrgencyBadge.Level.DONE, "signed");
        }
        return running == null ? new Span() : new Countdown(running.dueAt(), clock.instant());
    }
}
