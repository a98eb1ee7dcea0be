package io.dayside.intake.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Shortcuts;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.dayside.archive.Quarantine;
import io.dayside.archive.QuarantinedInstance;
import io.dayside.archive.Studies;
import io.dayside.audit.TrailReader;
import io.dayside.identity.Callers;
import io.dayside.intake.QuarantineWords;
import io.dayside.tenancy.Facility;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.EmptyState;
import io.dayside.ui.WaitingChanged;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** "What did not come in, and why?": pictures set aside, which wait for a decision, and what was refused. */
@Route(QuarantineView.ROUTE)
@PageTitle("Set aside · Dayside")
@RolesAllowed("COORDINATOR")
@StyleSheet("intake.css")
class QuarantineView extends Div {

    static final String ROUTE = "set-aside";

    private static final long serialVersionUID = 1L;
    private static final int MOST_ROWS = 1000;
    private static final int MOST_REFUSALS = 50;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

    private final transient Studies studies;
    private final transient Quarantine quarantine;
    private final transient TrailReader trail;
    private final transient Callers callers;
    private final transient Tenants tenants;
    private final Section list = new Section();
    private final Section chosen = new Section();
    private transient List<QuarantinedInstance> waiting = List.of();
    private int index;

    QuarantineView(Studies studies, Quarantine quarantine, TrailReader trail, Callers callers, Tenants tenants) {
        this.studies = studies;
        this.quarantine = quarantine;
        this.trail = trail;
        this.callers = callers;
        this.tenants = tenants;
        addClassName("set-aside");
        list.addClassName("set-aside-list");
        list.getElement().setAttribute("aria-label", "Pictures that wait for a decision");
        chosen.addClassName("set-aside-chosen");
        chosen.getElement().setAttribute("aria-live", "polite");
        refresh("");
        Shortcuts.addShortcutListener(this, () -> choose(index + 1), Key.KEY_J);
        Shortcuts.addShortcutListener(this, () -> choose(index - 1), Key.KEY_K);
    }

    private void refresh(String said) {
        waiting = TenantScope.call(callers.required().employers(), () -> studies.quarantined(MOST_ROWS));
        removeAll();
        add(new H1(heading()));
        var status = new Paragraph(said);
        status.getElement().setAttribute("role", "status");
        add(status);
        if (waiting.isEmpty()) {
            add(new EmptyState(
                    "No picture is set aside.", "Whatever contradicts what you sent before will wait here."));
        } else {
            var both = new Div(list, chosen);
            both.addClassName("set-aside-both");
            add(both);
            choose(index);
        }
        add(refusals());
    }

    private String heading() {
        return switch (waiting.size()) {
            case 0 -> "Nothing waits for your decision";
            case 1 -> "1 picture waits for your decision";
            case MOST_ROWS -> MOST_ROWS + " or more pictures wait for your decision";
            default -> waiting.size() + " pictures wait for your decision";
        };
    }

    private void choose(int wanted) {
        if (waiting.isEmpty()) {
            return;
        }
        index = Math.clamp(wanted, 0, waiting.size() - 1);
        list.removeAll();
        for (int i = 0; i < waiting.size(); i++) {
            list.add(row(i));
        }
        chosen.removeAll();
        chosen.add(new ChosenObject(
                quarantine, callers, waiting.get(index).withAlike(waiting), this::time, this::decided));
    }

    private void decided(String said) {
        refresh(said);
        WaitingChanged.announce();
    }

    private Component row(int place) {
        var object = waiting.get(place);
        var why = new Span(QuarantineWords.reason(object.reason()));
        var whence =
                new Span("from " + object.sender() + ", " + time(object.study().tenant(), object.receivedAt()));
        whence.addClassNames("quiet", "figures");
        var words = new Div(why, whence);
        words.addClassName("set-aside-row");
        var button = new Button(words, _ -> choose(place));
        if (place == index) {
            button.getElement().setAttribute("aria-current", "true");
        }
        return button;
    }

    private Component refusals() {
        var section = new Section(new H2("Refused lately"));
        section.addClassName("set-aside-refused");
        var quiet = new Paragraph("Nothing of these was kept. The sender was told why and may send it again.");
        quiet.addClassName("quiet");
        section.add(quiet);
        var refused = callers.required().employers().stream()
                .flatMap(tenant -> Refusals.of(trail, tenant).stream())
                .sorted()
                .limit(MOST_REFUSALS)
                .toList();
        if (refused.isEmpty()) {
            section.add(new Paragraph("Nothing was refused."));
        }
        refused.forEach(refusal -> section.add(line(refusal)));
        return section;
    }

    private Component line(Refusals.Refusal refusal) {
        var at = new Span(time(refusal.tenant(), refusal.at()));
        at.addClassNames("quiet", "figures");
        var line = new Div(at, new Span(refusal.words()), new Span(refusal.sender()));
        line.addClassName("set-aside-line");
        return line;
    }

    private String time(TenantId tenant, Instant at) {
        ZoneId zone = tenants.find(tenant).stream()
                .flatMap(hospital -> hospital.facilities().stream())
                .findFirst()
                .map(Facility::zone)
                .orElse(ZoneOffset.UTC);
        return TIME.format(at.atZone(zone));
    }
}
