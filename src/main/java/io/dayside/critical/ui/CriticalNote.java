package io.dayside.critical.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.dayside.cases.CaseId;
import io.dayside.critical.CriticalOutcome;
import io.dayside.critical.CriticalResult;
import io.dayside.critical.CriticalState;
import io.dayside.tenancy.TenantScope;
import io.dayside.ui.Countdown;
import io.dayside.ui.LiveRefresh;
import io.dayside.ui.LiveUpdates;
import io.dayside.ui.ViewerZone;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Critical results beside a report: raises them, and shows how far they have come. Suggests one where a finding that is
 * critical was accepted and the hospital was told nothing.
 */
@StyleSheet("critical.css")
public class CriticalNote extends Div {

    private static final long serialVersionUID = 1L;

    private final transient CriticalPages pages;
    private final CaseId id;
    private final ZoneId zone;
    private final boolean mayRaise;
    private final Div rows = new Div();
    private final Paragraph suggestion = new Paragraph();
    private final Button raise = new Button("Critical result");
    private transient List<CriticalResult> shown = List.of();
    private String suggested = "";
    private Runnable beforeAsking = () -> {};

    CriticalNote(CriticalPages pages, CaseId id, ZoneId zone, boolean mayRaise) {
        this.pages = pages;
        this.id = id;
        this.zone = zone;
        this.mayRaise = mayRaise;
        addClassNames("panel", "critical-note");
        rows.getElement().setAttribute("aria-live", "polite");
        suggestion.addClassName("critical-suggestion");
        raise.setId("critical-raise");
        raise.setTooltipText("Tells the hospital at once, and goes on until somebody has read it back");
        raise.addClickListener(_ -> ask());
        var cap = new Span("I");
        cap.addClassName("key");
        raise.setSuffixComponent(cap);
        raise.setVisible(mayRaise);
        add(new H2("Critical results"), rows, suggestion, raise);
        LiveRefresh.of(this, pages.updates, Set.of(id.tenant()), LiveUpdates.Topic.CRITICAL, this::look);
        look();
    }

    @Override
    protected void onAttach(AttachEvent event) {
        look();
    }

    /** @param keep keeps what was typed before the form is shown */
    public void beforeAsking(Runnable keep) {
        beforeAsking = keep;
    }

    /** @param findings what was accepted and is critical; none where nothing is */
    public void suggest(List<String> findings) {
        suggested = String.join("; ", findings);
        draw();
    }

    /** What is suggested and of which the hospital was told nothing; empty where nothing is. */
    public String untold() {
        return mayRaise ? untoldOf(suggested, shown) : "";
    }

    /** What was withdrawn tells the hospital nothing of what holds. */
    static String untoldOf(String suggested, List<CriticalResult> shown) {
        return shown.stream().allMatch(one -> one.state() == CriticalState.WITHDRAWN) ? suggested : "";
    }

    private void look() {
        shown = CriticalPages.seen(Set.of(id.tenant()), () -> pages.results.of(id));
        draw();
    }

    private void draw() {
        rows.removeAll();
        shown.stream().map(this::row).forEach(rows::add);
        boolean suggests = !untold().isEmpty();
        suggestion.setVisible(suggests);
        suggestion.setText(suggests ? suggestion(suggested) : "");
        raise.setVisible(mayRaise);
        raise.removeThemeVariants(ButtonVariant.PRIMARY);
        if (suggests) {
            raise.addThemeVariants(ButtonVariant.PRIMARY);
        }
        setVisible(mayRaise || !shown.isEmpty());
    }

    private static String suggestion(String findings) {
        return "◆ %s was accepted. Tell the hospital now? (The model is a demonstration, not for clinical use.)"
                .formatted(findings);
    }

    private Component row(CriticalResult result) {
        var finding = new Span(result.finding());
        finding.addClassName("critical-finding");
        var standing = new Span(CriticalWords.standing(result, zone));
        standing.addClassName(result.state().waits() ? "critical-waits" : "critical-done");
        var row = new Div(finding, standing);
        row.addClassName("critical-row");
        if (result.state() == CriticalState.WITHDRAWN) {
            row.addClassName("critical-withdrawn");
            return row;
        }
        var withdraw = new Button("Withdraw", _ -> askWhyWithdrawn(result));
        withdraw.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
        withdraw.setAriaLabel("Withdraw, it was raised in error: " + result.finding());
        if (result.state().waits()) {
            var phone = new Button("Told by phone", _ -> askForPhone(result));
            phone.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            phone.setAriaLabel("Note that somebody was told by phone: " + result.finding());
            var line = new Div(new Countdown(result.dueAt(), pages.clock.instant()), phone, withdraw);
            line.addClassName("critical-line");
            row.add(line);
        } else {
            row.add(withdraw);
        }
        return row;
    }

    /** Asks what was found and who should hear of it. What was typed elsewhere is kept first. */
    public void ask() {
        if (!mayRaise) {
            return;
        }
        beforeAsking.run();
        new TypedDialog("Critical result", "Tell the hospital", this::raise, this::look)
                .words("finding", "What was found", untold(), "Without the patient's name.")
                .line("addressee", "Who should hear of it", "the referring physician")
                .shown();
    }

    private CriticalOutcome raise(TypedDialog dialog) {
        return taken(() -> pages.results.raise(id, dialog.typed("finding"), dialog.typed("addressee")));
    }

    private void askWhyWithdrawn(CriticalResult result) {
        new TypedDialog("Withdraw the critical result", "Withdraw it", dialog -> withdrawn(result, dialog), this::look)
                .saying(new Paragraph(result.finding()))
                .saying(new Paragraph(
                        "It was raised in error. Whoever was told of it is told that. It stays on record."))
                .words("reason", "Why", "", "The hospital sees it.")
                .shown();
    }

    private CriticalOutcome withdrawn(CriticalResult result, TypedDialog dialog) {
        return taken(() -> pages.results.withdraw(id.tenant(), result.id(), dialog.typed("reason")));
    }

    private void askForPhone(CriticalResult result) {
        var now = CriticalWords.time(pages.clock.instant(), zone);
        new TypedDialog("Told by phone", "Note it", dialog -> phoned(result, dialog), this::look)
                .saying(new Paragraph(result.finding()))
                .line("name", "Whom you told", "")
                .line("at", "When, as HH:MM by the clock of " + ViewerZone.place(zone), now)
                .words("readBack", "What they read back", "", "Repeating what was found.")
                .shown();
    }

    private CriticalOutcome phoned(CriticalResult result, TypedDialog dialog) {
        return at(dialog.typed("at"))
                .map(at -> taken(() -> pages.results.notePhone(
                        id.tenant(), result.id(), dialog.typed("name"), at, dialog.typed("readBack"))))
                .orElseGet(() -> new CriticalOutcome.Invalid("at", "must be a time such as 10:41"));
    }

    /** The last time that the clock showed that. */
    private Optional<Instant> at(String typed) {
        try {
            var now = pages.clock.instant().atZone(zone);
            var today = now.with(LocalTime.parse(typed.strip()));
            return Optional.of((today.isAfter(now) ? today.minusDays(1) : today).toInstant());
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    private CriticalOutcome taken(Supplier<CriticalOutcome> step) {
        try {
            return TenantScope.call(id.tenant(), step::get);
        } catch (NoSuchElementException _) {
            return new CriticalOutcome.Refused("This case went back to the worklist meanwhile. Open it again.");
        }
    }
}
