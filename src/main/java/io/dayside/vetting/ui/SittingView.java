package io.dayside.vetting.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.dayside.cases.CaseId;
import io.dayside.identity.Callers;
import io.dayside.reading.CaseNotHeld;
import io.dayside.reading.ui.ReadingDesk;
import io.dayside.vetting.Candidates;
import io.dayside.vetting.Candidates.Mine;
import io.dayside.vetting.Candidates.Turn;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.NoSuchElementException;
import java.util.UUID;

/** The candidate's desk: one case of the test after the other, then what came of it. */
@Route(VettingNavigation.SITTING)
@RolesAllowed("SPECIALIST")
@StyleSheet("reading.css")
@StyleSheet("vetting.css")
class SittingView extends Div implements HasUrlParameter<String>, HasDynamicTitle {

    private static final long serialVersionUID = 1L;

    private final transient Candidates candidates;
    private final transient Callers callers;
    private final transient Specialists specialists;
    private final transient Clock clock;
    private String title = "Practical test";

    SittingView(Candidates candidates, Callers callers, Specialists specialists, Clock clock) {
        this.candidates = candidates;
        this.callers = callers;
        this.specialists = specialists;
        this.clock = clock;
        addClassNames("reading", "case-page", "sitting-page");
    }

    @Override
    public String getPageTitle() {
        return title;
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        removeAll();
        try {
            var id = UUID.fromString(parameter);
            show(id, candidates.take(id));
        } catch (IllegalArgumentException | NoSuchElementException | CaseNotHeld _) {
            event.rerouteToError(NotFoundException.class);
        }
    }

    private void show(UUID sitting, Turn turn) {
        title = turn.mine().title() + " · Practical test";
        turn.next().ifPresentOrElse(id -> sitDown(sitting, turn.mine(), id), () -> end(turn.mine()));
    }

    private void sitDown(UUID sitting, Mine mine, CaseId id) {
        var username = callers.required().username();
        var zone = specialists.find(username).map(Specialist::zone).orElse(ZoneOffset.UTC);
        var place = new SittingPlace(id, sitting, candidates.readingRoom(), candidates);
        var desk = new ReadingDesk(
                place,
                new ReadingDesk.Reader(username, zone),
                clock,
                () -> instead(new H2("This test has ended"), new Paragraph("What you signed counts.")));
        add(banner(mine), desk);
    }

    private static Div banner(Mine mine) {
        var bar = new Div(new Span("Practical test: %s · %d of %d signed · no patient's care depends on this reading"
                .formatted(mine.title(), mine.signed(), mine.cases())));
        bar.addClassName("test-banner");
        return bar;
    }

    private void end(Mine mine) {
        var result = mine.sitting().result();
        if (result == null) {
            instead(new H2("This test is not open"), new Paragraph(Words.state(mine.state())));
        } else {
            instead(new H2(mine.title()), new ResultPanel(result, mine.limits()));
        }
    }

    private void instead(Component... words) {
        removeAll();
        var back = new Button("Tests", _ -> getUI().ifPresent(ui -> ui.navigate(OwnTestsView.class)));
        back.addThemeVariants(ButtonVariant.PRIMARY);
        var page = new Div(words);
        page.add(back);
        page.addClassName("instead");
        add(page);
    }
}
