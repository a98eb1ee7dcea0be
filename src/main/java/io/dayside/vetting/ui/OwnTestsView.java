package io.dayside.vetting.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.dayside.identity.Callers;
import io.dayside.ui.EmptyState;
import io.dayside.vetting.Candidates;
import io.dayside.vetting.Candidates.Mine;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Which tests am I to sit, and what did I score? */
@Route(VettingNavigation.OWN_TESTS)
@PageTitle("Tests · Dayside")
@RolesAllowed("SPECIALIST")
@StyleSheet("vetting.css")
class OwnTestsView extends Div {

    private static final long serialVersionUID = 1L;

    private final transient ZoneId zone;

    OwnTestsView(Candidates candidates, Callers callers, Specialists specialists, Clock clock) {
        zone = specialists
                .find(callers.required().username())
                .map(Specialist::zone)
                .orElse(ZoneOffset.UTC);
        addClassName("vetting");
        var mine = candidates.mine();
        var now = clock.instant();
        var open = mine.stream().filter(one -> one.sitting().isOpen(now)).toList();
        if (mine.isEmpty()) {
            add(new EmptyState(
                    "No test is waiting for you.",
                    "Credentialing officers invite to practical tests. You will be told, and find them here."));
            return;
        }
        add(new H2(open.isEmpty() ? "No test is open" : "Open tests"));
        open.forEach(one -> add(invitation(one)));
        mine.stream().filter(one -> !one.sitting().isOpen(now)).forEach(one -> add(past(one)));
    }

    private Component invitation(Mine mine) {
        boolean isBegun = mine.sitting().begunAt() != null;
        var go = new Button(
                isBegun ? "Go on" : "Begin",
                _ -> getUI().ifPresent(ui ->
                        ui.navigate(SittingView.class, mine.sitting().id().toString())));
        go.addThemeVariants(ButtonVariant.PRIMARY);
        go.setId("go-" + mine.sitting().test());
        var section = new Section(
                new H3(mine.title()),
                new Paragraph("%d cases, %d signed. Open until %s."
                        .formatted(
                                mine.cases(),
                                mine.signed(),
                                Words.day(mine.sitting().openUntil(), zone))),
                new Paragraph("""
                        You read each case as you would any other, and say besides whether what the test looks for is \
                        there and how sure you are. Some of what the AI says is wrong, and some of what it does not say \
                        is there."""),
                new Paragraph("To pass: " + Words.limits(mine.limits()) + "."),
                go);
        section.addClassName("test-card");
        return section;
    }

    private Component past(Mine mine) {
        var section = new Section(new H3("%s · %s".formatted(mine.title(), Words.state(mine.state()))));
        section.addClassName("test-card");
        var annulment = mine.sitting().annulment();
        var result = mine.sitting().result();
        if (annulment != null) {
            section.add(new Paragraph("It does not count: " + annulment.why()));
        } else if (result != null) {
            section.add(new Paragraph(Words.day(result.at(), zone)), new ResultPanel(result, mine.limits()));
        } else {
            section.add(new Paragraph("%d of %d cases were signed.".formatted(mine.signed(), mine.cases())));
        }
        return section;
    }
}
