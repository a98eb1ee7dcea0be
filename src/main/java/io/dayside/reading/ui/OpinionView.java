package io.dayside.reading.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import io.dayside.collaboration.Opinion;
import io.dayside.collaboration.OpinionOutcome;
import io.dayside.identity.Callers;
import io.dayside.reading.AskedCase;
import io.dayside.reading.OpenCase.Claim;
import io.dayside.reading.OpinionEnded;
import io.dayside.reading.SecondOpinions;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.ui.LiveRefresh;
import io.dayside.ui.LiveUpdates;
import io.dayside.workforce.Specialist;
import io.dayside.workforce.Specialists;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What does my colleague want to know? Their case may be looked at while the question is open, and nothing changed in it. */
@Route(ReadingNavigation.OPINION)
@RolesAllowed("SPECIALIST")
@StyleSheet("reading.css")
class OpinionView extends Div implements BeforeEnterObserver, HasDynamicTitle {

    private static final long serialVersionUID = 1L;

    private final transient SecondOpinions opinions;
    private final transient Specialists specialists;
    private final transient Tenants tenants;
    private final transient Clock clock;
    private final ZoneId zone;
    private final TextArea words = new TextArea("Your opinion");
    private String title = "Opinion";
    private transient @Nullable AskedCase shown;

    OpinionView(
            SecondOpinions opinions,
            Specialists specialists,
            Tenants tenants,
            Callers callers,
            LiveUpdates updates,
            Clock clock) {
        this.opinions = opinions;
        this.specialists = specialists;
        this.tenants = tenants;
        this.clock = clock;
        var caller = callers.required();
        zone = specialists.find(caller.username()).map(Specialist::zone).orElse(ZoneOffset.UTC);
        addClassNames("reading", "case-page");
        LiveRefresh.of(this, updates, caller.tenants(), LiveUpdates.Topic.CASES, this::look);
    }

    @Override
    public String getPageTitle() {
        return title;
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        shown = null;
        removeAll();
        var parameters = event.getRouteParameters();
        var named = ReadingNavigation.caseId(parameters);
        if (named.isEmpty()) {
            event.rerouteToError(NotFoundException.class);
            return;
        }
        try {
            draw(opinions.open(named.get().tenant(), named.get().id()));
        } catch (OpinionEnded e) {
            over(e.opinion());
        } catch (NoSuchElementException _) {
            event.rerouteToError(NotFoundException.class);
        }
    }

    /** Another announcement than of this case changes nothing here, and what is typed stays. */
    private void look() {
        var asked = shown;
        if (asked == null) {
            return;
        }
        try {
            TenantScope.call(tenant(asked), () -> opinions.requireOpen(tenant(asked), id(asked)));
        } catch (OpinionEnded e) {
            over(e.opinion());
        } catch (NoSuchElementException _) {
            over(asked.opinion());
        }
    }

    private static TenantId tenant(AskedCase asked) {
        return asked.opinion().caseId().tenant();
    }

    private static UUID id(AskedCase asked) {
        return asked.opinion().id();
    }

    private void draw(AskedCase asked) {
        shown = asked;
        title = asked.work().number();
        var viewer = new Viewer(asked.work().study(), _ -> {});
        var stage = new PictureStage(viewer, () -> {});
        viewer.show(asked.claims());
        var side = new Div(questionPanel(asked), claimsPanel(asked, viewer, stage), earlierPanel(asked, stage));
        side.addClassName("desk-side");
        var body = new Div(stage, side);
        body.addClassName("desk-body");
        var desk = new Div(topLine(asked), body, keys(asked, stage));
        desk.addClassName("desk");
        add(desk);
    }

    private Div topLine(AskedCase asked) {
        var work = asked.work();
        var number = new Span(work.number());
        number.addClassName("case-number");
        var patient = new Span(Words.patient(work, clock.instant()));
        patient.addClassName("case-patient");
        var study = new Span(Words.study(work));
        study.addClassName("case-study");
        var history = new Span(
                work.clinicalHistory().isBlank() ? "no clinical history sent" : "“" + work.clinicalHistory() + "”");
        history.addClassName("history");
        history.setTitle(history.getText());
        var hospital = tenants.find(work.id().tenant()).map(Hospital::name).orElse("");
        var back = new Button("Worklist", _ -> ReadingNavigation.toWorklist(UI.getCurrent()));
        back.setTooltipText("The question stays open");
        var line = new Div(number, patient, study, history, new Span(hospital), back);
        line.addClassName("desk-top");
        return line;
    }

    private Div questionPanel(AskedCase asked) {
        var opinion = asked.opinion();
        var question = new Paragraph("“" + opinion.question() + "”");
        question.addClassName("opinion-text");
        words.setMaxLength(Opinion.LONGEST_ANSWER);
        words.setWidthFull();
        words.setMinRows(4);
        words.setHelperText("%s reads it at once. The report stays theirs.".formatted(name(opinion.asker())));
        words.setId("opinion-words");
        words.setValueChangeMode(ValueChangeMode.LAZY);
        words.addValueChangeListener(_ -> words.setInvalid(false));
        var answer = new Button("Answer", _ -> answer(asked));
        answer.addThemeVariants(ButtonVariant.PRIMARY);
        answer.setId("opinion-answer");
        answer.setSuffixComponent(keyCap("Ctrl ⏎"));
        var decline = new Button("Decline", _ -> decline(asked));
        decline.setTooltipText("What you have written is the reason");
        decline.setId("opinion-decline");
        var actions = new Div(decline, answer);
        actions.addClassName("report-actions");
        var heading = new H2("%s asks, %s %s"
                .formatted(name(opinion.asker()), Words.clock(opinion.askedAt(), zone), Words.place(zone)));
        var panel = new Div(heading, question, words, actions);
        panel.addClassNames("panel", "opinion-asked");
        return panel;
    }

    private static Span keyCap(String key) {
        var cap = new Span(key);
        cap.addClassName("key");
        return cap;
    }

    private Div claimsPanel(AskedCase asked, Viewer viewer, PictureStage stage) {
        var list = new Div();
        list.addClassName("claims");
        list.getElement().setAttribute("role", "list");
        asked.claims().stream()
                .filter(claim -> claim.finding().flagged())
                .map(claim -> card(claim, () -> {
                    stage.backToCase();
                    viewer.goTo(claim);
                }))
                .forEach(list::add);
        if (list.getChildren().findAny().isEmpty()) {
            list.add(new Span("No model flags anything here. Models are a demonstration, not for clinical use."));
        }
        var panel = new Div(new H2("Findings of models"), list);
        panel.addClassName("panel");
        return panel;
    }

    private static Div card(Claim claim, Runnable show) {
        var finding = claim.finding();
        var label = new Span("◇ " + finding.label());
        label.addClassName("claim-label");
        var probability = new Span(Words.probability(finding.probability()));
        probability.addClassName("claim-probability");
        var place = new Button(claim.slice() == 0 ? "show" : "slice " + claim.slice(), _ -> show.run());
        place.addThemeVariants(ButtonVariant.TERTIARY);
        place.addClassName("claim-place");
        var line = new Div(label, probability, place);
        line.addClassName("claim-headline");
        var model = new Span(
                "%s %s · demonstration, not for clinical use".formatted(finding.model(), finding.modelVersion()));
        model.addClassName("claim-model");
        var card = new Div(line, model);
        card.addClassName("claim");
        card.getElement().setAttribute("role", "listitem");
        return card;
    }

    private static EarlierStudies earlierPanel(AskedCase asked, PictureStage stage) {
        var earlier = new EarlierStudies(stage::show);
        earlier.show(asked.earlier());
        return earlier;
    }

    private PageKeys keys(AskedCase asked, PictureStage stage) {
        return new PageKeys()
                .on("e", "earlier study, and back to this case", () -> toggleEarlier(asked, stage))
                .on("ctrl+enter", "answer", () -> answer(asked))
                .alsoThereIs("↑ ↓", "slice by slice")
                .alsoThereIs("1–9", "window presets")
                .alsoThereIs("W Z P L", "window, zoom, pan, length")
                .alsoThereIs("H", "hide or show what the models say")
                .alsoThereIs("Space", "cine");
    }

    private static void toggleEarlier(AskedCase asked, PictureStage stage) {
        if (stage.shown().isPresent()) {
            stage.backToCase();
        } else {
            asked.earlier().entries().stream()
                    .filter(entry -> entry.held())
                    .findFirst()
                    .ifPresent(stage::show);
        }
    }

    private void answer(AskedCase asked) {
        withWords(typed -> after(opinions.answer(tenant(asked), id(asked), typed)));
    }

    private void decline(AskedCase asked) {
        withWords(typed -> {
            if (typed.isBlank()) {
                mark("Say why you decline, and press Decline again.");
            } else {
                after(opinions.decline(tenant(asked), id(asked), typed));
            }
        });
    }

    /** As they stand in the field now, also the last keystrokes that were not sent yet. */
    private void withWords(Consumer<String> step) {
        words.getElement().executeJs("return this.value ?? ''").then(String.class, typed -> {
            words.setValue(typed);
            step.accept(typed);
        });
    }

    private void after(OpinionOutcome outcome) {
        switch (outcome) {
            case OpinionOutcome.Done(var opinion) -> over(opinion);
            case OpinionOutcome.Invalid invalid -> mark("This " + invalid.reason() + ".");
            case OpinionOutcome.Refused(var reason) -> mark(reason + " What you wrote was not sent.");
        }
    }

    private void mark(String error) {
        words.setErrorMessage(error);
        words.setInvalid(true);
        words.focus();
    }

    /** The case is out of reach; of it only the question stays. */
    private void over(Opinion opinion) {
        shown = null;
        removeAll();
        var back = new Button("Worklist", _ -> ReadingNavigation.toWorklist(UI.getCurrent()));
        back.addThemeVariants(ButtonVariant.PRIMARY);
        var question = new Paragraph("%s asked: “%s”".formatted(name(opinion.asker()), opinion.question()));
        question.addClassName("opinion-text");
        var page = new Div(
                new H2(OpinionTexts.over(opinion)),
                question,
                new Paragraph("The case is out of your reach again."),
                back);
        page.addClassName("instead");
        page.getElement().setAttribute("role", "status");
        add(page);
    }

    private String name(String username) {
        return specialists.find(username).map(Specialist::displayName).orElse(username);
    }
}
