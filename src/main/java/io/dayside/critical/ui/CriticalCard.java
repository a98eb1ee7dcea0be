package io.dayside.critical.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import io.dayside.critical.CriticalOutcome;
import io.dayside.critical.CriticalResult;
import io.dayside.critical.CriticalState;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.ui.Countdown;
import io.dayside.ui.LiveRefresh;
import io.dayside.ui.LiveUpdates;
import io.dayside.ui.UrgencyBadge;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.security.access.AccessDeniedException;

/** Critical results for the hospital's people; nothing where there are none. */
@StyleSheet("critical.css")
public class CriticalCard extends Section {

    private static final long serialVersionUID = 1L;

    private final transient CriticalPages pages;
    private final transient Set<TenantId> hospitals;
    private final transient Supplier<List<CriticalResult>> question;
    private final H2 heading = new H2();
    private final Div rows = new Div();
    private final Span news = new Span();
    private final String title;

    CriticalCard(CriticalPages pages, Set<TenantId> hospitals, String title, Supplier<List<CriticalResult>> question) {
        this.pages = pages;
        this.hospitals = hospitals;
        this.question = question;
        this.title = title;
        addClassName("critical-card");
        getElement().setAttribute("aria-label", title);
        news.addClassName("critical-news");
        news.getElement().setAttribute("aria-live", "assertive");
        add(heading, rows, news);
        LiveRefresh.of(this, pages.updates, hospitals, LiveUpdates.Topic.CRITICAL, this::look);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        look();
    }

    private void look() {
        var found = CriticalPages.seen(hospitals, question);
        long waiting = found.stream().filter(one -> one.state().waits()).count();
        getElement().getClassList().set("critical-empty", found.isEmpty());
        getElement().getClassList().set("critical-closed", waiting == 0);
        heading.setText(waiting == 0 ? title : "⚠ %s · %d".formatted(title, waiting));
        news.setText(waiting == 0 ? "" : "%d critical results to acknowledge".formatted(waiting));
        rows.removeAll();
        found.stream().map(this::row).forEach(rows::add);
    }

    private Component row(CriticalResult result) {
        var zone = pages.zone(result.caseId().tenant());
        var link = new Anchor(
                "/hospital/%s/%s"
                        .formatted(result.caseId().tenant(), result.caseId().id()),
                result.number());
        link.setRouterIgnore(false);
        link.addClassName("figures");
        var line = new Div(badge(result.state()), link);
        if (result.state().waits()) {
            line.add(new Countdown(result.dueAt(), pages.clock.instant()));
        }
        line.addClassName("critical-line");
        var finding = new Paragraph(result.finding());
        finding.addClassName("critical-finding");
        var row = new Div(
                line,
                new Span(CriticalWords.patient(result)),
                finding,
                quiet(CriticalWords.raised(result, zone)),
                quiet(CriticalWords.standing(result, zone)));
        row.addClassName("critical-row");
        if (result.state() == CriticalState.WITHDRAWN) {
            row.addClassName("critical-withdrawn");
        }
        if (pages.mayAcknowledge(result)) {
            row.add(acknowledge(result));
        }
        return row;
    }

    private static UrgencyBadge badge(CriticalState state) {
        return switch (state) {
            case RAISED, NOTIFIED, ESCALATED -> new UrgencyBadge(UrgencyBadge.Level.CRITICAL, "critical");
            case ACKNOWLEDGED, CLOSED -> new UrgencyBadge(UrgencyBadge.Level.DONE, "acknowledged");
            case WITHDRAWN -> new UrgencyBadge(UrgencyBadge.Level.ROUTINE, "withdrawn");
        };
    }

    private static Span quiet(String words) {
        var span = new Span(words);
        span.addClassName("quiet");
        return span;
    }

    private Button acknowledge(CriticalResult result) {
        var button = new Button("Acknowledge", _ -> ask(result));
        button.addThemeVariants(ButtonVariant.PRIMARY);
        button.setAriaLabel("Acknowledge the critical result of " + result.number());
        return button;
    }

    private void ask(CriticalResult result) {
        var finding = new Paragraph(result.finding());
        finding.addClassName("critical-finding");
        new TypedDialog(
                        "Critical result of " + result.number(),
                        "Acknowledge",
                        dialog -> take(result, dialog),
                        this::look)
                .saying(new Paragraph(CriticalWords.patient(result)))
                .saying(finding)
                .saying(new Paragraph(
                        CriticalWords.raised(result, pages.zone(result.caseId().tenant()))))
                .words(
                        "readBack",
                        "Read back what was found",
                        "",
                        "In your words, with what is done about it. The specialist sees it.")
                .line("name", "Your name and function", pages.caller().displayName())
                .shown();
    }

    private CriticalOutcome take(CriticalResult result, TypedDialog dialog) {
        try {
            return TenantScope.call(
                    hospitals,
                    () -> pages.results.acknowledge(
                            result.caseId().tenant(), result.id(), dialog.typed("name"), dialog.typed("readBack")));
        } catch (NoSuchElementException | AccessDeniedException _) {
            return new CriticalOutcome.Refused(
                    "You may no longer acknowledge this. A coordinator of the hospital may.");
        }
    }
}
