package io.dayside.vetting.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouterLink;
import io.dayside.ui.EmptyState;
import io.dayside.vetting.PracticalTest;
import io.dayside.vetting.PracticalTest.TestCase;
import io.dayside.vetting.Sitting.State;
import io.dayside.vetting.Sittings;
import io.dayside.vetting.Sittings.Offered;
import io.dayside.vetting.Sittings.Seated;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import jakarta.annotation.security.RolesAllowed;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NoSuchElementException;

/** Who is tested by what, and what came of it? */
@Route(VettingNavigation.TESTS)
@PageTitle("Tests · Dayside")
@RolesAllowed("CREDENTIALING")
@StyleSheet("vetting.css")
class TestsView extends Div {

    private static final long serialVersionUID = 1L;

    private final transient Sittings sittings;
    private final transient List<Specialist> people;
    private final Grid<Seated> grid = new Grid<>();
    private final Span answer = new Span();

    TestsView(Sittings sittings, Specialists specialists) {
        this.sittings = sittings;
        this.people = specialists.all();
        addClassName("vetting");
        var offered = sittings.offered();
        if (offered.isEmpty()) {
            add(new EmptyState(
                    "There is no practical test yet.",
                    "Tests are declared in the reviewed configuration files, as documents of kind PracticalTest."));
            return;
        }
        answer.setId("test-answer");
        answer.getElement().setAttribute("aria-live", "polite");
        add(new H2("Practical tests"));
        offered.forEach(one -> add(card(one)));
        add(answer, new H2("Who was invited"), table());
    }

    private Component card(Offered offered) {
        var test = offered.test();
        var section = new Section(
                new H3(test.title()),
                new Paragraph("%d cases, of which %d show an error of the AI; about %s."
                        .formatted(
                                test.cases().size(),
                                test.cases().stream()
                                        .filter(TestCase::hasPlantedError)
                                        .count(),
                                String.join(", ", test.targets()))),
                new Paragraph("To pass: " + Words.limits(test.pass()) + "."),
                new Paragraph(earned(test)));
        section.addClassName("test-card");
        if (offered.missing().isEmpty()) {
            section.add(invitation(test));
        } else {
            var missing = new Paragraph("Nobody can begin yet. " + String.join("; ", offered.missing()) + ".");
            missing.addClassName("test-failed");
            section.add(missing);
        }
        return section;
    }

    private static String earned(PracticalTest test) {
        var earned = test.earned();
        return "Who passes may read %s %s for %d months%s"
                .formatted(
                        earned.modality(),
                        earned.bodyRegion(),
                        earned.months(),
                        earned.closes() ? "; who does not may not until they pass." : ".");
    }

    private Component invitation(PracticalTest test) {
        var who = new ComboBox<Specialist>("Specialist");
        who.setItems(people);
        who.setItemLabelGenerator(Specialist::displayName);
        who.setId("candidate-" + test.id());
        var invite = new Button("Invite");
        invite.addThemeVariants(ButtonVariant.PRIMARY);
        invite.setId("invite-" + test.id());
        invite.addClickListener(_ -> who.getOptionalValue()
                .ifPresentOrElse(one -> invite(test, one), () -> answer.setText("Choose who is to be tested.")));
        var line = new Div(who, invite);
        line.addClassName("test-invitation");
        return line;
    }

    private void invite(PracticalTest test, Specialist candidate) {
        try {
            sittings.invite(test.id(), candidate.username());
            answer.setText("%s is invited to %s.".formatted(candidate.displayName(), test.title()));
            grid.setItems(sittings.all());
        } catch (IllegalArgumentException | NoSuchElementException e) {
            answer.setText(e.getMessage());
        }
    }

    private Component table() {
        grid.getElement().setAttribute("aria-label", "Who was invited to which test");
        grid.setSelectionMode(Grid.SelectionMode.NONE);
        grid.setAllRowsVisible(true);
        grid.addComponentColumn(TestsView::name).setHeader("name").setFlexGrow(2);
        grid.addColumn(Seated::title).setHeader("test").setFlexGrow(3);
        grid.addComponentColumn(TestsView::state).setHeader("state").setFlexGrow(2);
        grid.addColumn(one -> Words.day(one.sitting().invitedAt(), ZoneOffset.UTC))
                .setHeader("invited");
        grid.addColumn(TestsView::ended).setHeader("ended");
        grid.setEmptyStateText("Nobody was invited yet.");
        grid.setItems(sittings.all());
        return grid;
    }

    private static Component name(Seated one) {
        return new RouterLink(
                one.displayName(), ProtocolView.class, one.sitting().id().toString());
    }

    private static Component state(Seated one) {
        var words = new Span(Words.state(one.state()));
        if (one.state() == State.FAILED) {
            words.addClassName("test-failed");
        }
        return words;
    }

    private static String ended(Seated one) {
        var result = one.sitting().result();
        return result == null ? "" : Words.day(result.at(), ZoneOffset.UTC);
    }
}
