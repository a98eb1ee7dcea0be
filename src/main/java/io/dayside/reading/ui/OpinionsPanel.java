package io.dayside.reading.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.dayside.cases.CaseId;
import io.dayside.collaboration.Opinion;
import io.dayside.collaboration.OpinionOutcome;
import io.dayside.reading.CaseNotHeld;
import io.dayside.reading.SecondOpinions;
import io.dayside.tenancy.TenantScope;
import io.dayside.ui.LiveRefresh;
import io.dayside.ui.LiveUpdates;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What colleagues were asked about the case, and their answers as they come. Nothing of it goes into the report by itself. */
class OpinionsPanel extends Div {

    private static final long serialVersionUID = 1L;

    private final transient SecondOpinions opinions;
    private final CaseId id;
    private final transient UnaryOperator<String> names;
    private final ZoneId zone;
    private final Div rows = new Div();
    private transient List<Opinion> shown = List.of();
    private Runnable beforeAsking = () -> {};

    /** @param names of people by their usernames */
    OpinionsPanel(SecondOpinions opinions, CaseId id, UnaryOperator<String> names, LiveUpdates updates, ZoneId zone) {
        this.opinions = opinions;
        this.id = id;
        this.names = names;
        this.zone = zone;
        addClassNames("panel", "opinions");
        setId("opinions");
        rows.addClassName("opinion-rows");
        rows.getElement().setAttribute("aria-live", "polite");
        var ask = new Button("Ask a colleague", _ -> ask());
        ask.setTooltipText("For an opinion. You keep the case, and the report stays yours.");
        ask.setId("opinion-ask");
        var cap = new Span("O");
        cap.addClassName("key");
        ask.setSuffixComponent(cap);
        add(new H2("Second opinion"), rows, ask);
        LiveRefresh.of(this, updates, Set.of(id.tenant()), LiveUpdates.Topic.CASES, this::look);
    }

    @Override
    protected void onAttach(AttachEvent event) {
        look();
    }

    /** @param keep keeps what was typed before the form is shown */
    void beforeAsking(Runnable keep) {
        beforeAsking = keep;
    }

    /** Asks whom and what. */
    void ask() {
        if (!isAttached()) {
            return;
        }
        beforeAsking.run();
        try {
            new AskColleagueDialog(seen(() -> opinions.colleagues(id)), this::ask, this::look).open();
        } catch (CaseNotHeld _) {
            // The desk says so with its next heartbeat.
            rows.setText("This case went back to the worklist meanwhile.");
        }
    }

    private OpinionOutcome ask(String colleague, String question) {
        try {
            return seen(() -> opinions.ask(id, colleague, question));
        } catch (CaseNotHeld _) {
            return new OpinionOutcome.Refused("This case went back to the worklist meanwhile. Open it again.");
        }
    }

    private void look() {
        try {
            var fresh = seen(() -> opinions.of(id));
            if (!fresh.equals(shown)) {
                shown = fresh;
                draw();
            }
        } catch (CaseNotHeld _) {
            // What is shown stays until the desk is cleared.
            rows.getElement().setAttribute("data-lost", true);
        }
    }

    private void draw() {
        rows.removeAll();
        shown.reversed().forEach(opinion -> rows.add(row(opinion)));
    }

    private Div row(Opinion opinion) {
        var who = new Span(names.apply(opinion.asked()));
        who.addClassName("opinion-who");
        var standing = new Span(OpinionTexts.standing(opinion, zone));
        standing.addClassName(opinion.open() ? "opinion-waits" : "small");
        var line = new Div(who, standing);
        line.addClassName("opinion-line");
        var question = new Paragraph("“" + opinion.question() + "”");
        question.addClassNames("opinion-text", "opinion-question");
        var row = new Div(line, question);
        row.addClassName("opinion");
        if (opinion.open()) {
            var withdraw = new Button("Withdraw", _ -> withdraw(opinion));
            withdraw.addThemeVariants(ButtonVariant.TERTIARY, ButtonVariant.SMALL);
            withdraw.setAriaLabel("Withdraw the question to " + who.getText());
            line.add(withdraw);
        } else if (opinion.state() != Opinion.State.WITHDRAWN) {
            var words = new Paragraph(opinion.words());
            words.addClassName("opinion-text");
            row.add(words);
        }
        return row;
    }

    /** Where it was answered at the same time the answer stands here. */
    private void withdraw(Opinion opinion) {
        seen(() -> opinions.withdraw(id.tenant(), opinion.id()));
        look();
    }

    private <T> T seen(Supplier<T> work) {
        return TenantScope.call(id.tenant(), work::get);
    }
}
