package io.dayside.reading.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import io.dayside.reading.Judgement;
import io.dayside.reading.OpenCase.Claim;
import io.dayside.reading.RejectionReason;
import java.util.function.Consumer;

/** One claim of a model, and what the specialist decides about it. */
class ClaimCard extends Div {

    private static final int CORRECTION_LENGTH = 500;

    private final Claim claim;
    private final Consumer<Judgement> decide;
    private final Div reasons = new Div();
    private final Div correction = new Div();
    private final TextField text = new TextField("What is it?");

    /**
     * @param decide called with what the specialist decides
     * @param show brings the claim's image into view
     */
    ClaimCard(Claim claim, Consumer<Judgement> decide, Runnable show) {
        this.claim = claim;
        this.decide = decide;
        addClassName("claim");
        getElement().setAttribute("role", "listitem");
        getElement().setAttribute("aria-label", what());
        getElement().getClassList().set("decided", decided());
        add(headline(show), model(), verdict());
        addReasons();
        addCorrection();
    }

    void select(boolean selected) {
        getElement().getClassList().set("selected", selected);
        if (selected) {
            getElement().setAttribute("aria-current", "true");
            getElement().executeJs("this.scrollIntoView({block: 'nearest'})");
        } else {
            getElement().removeAttribute("aria-current");
        }
    }

    void judge(Judgement judgement) {
        decide.accept(judgement);
    }

    void askForReason() {
        correction.setVisible(false);
        reasons.setVisible(true);
    }

    void askForCorrection() {
        reasons.setVisible(false);
        correction.setVisible(true);
        text.focus();
    }

    private boolean decided() {
        return !(claim.judgement() instanceof Judgement.Undecided);
    }

    private String what() {
        var finding = claim.finding();
        return "%s %s, %s %s"
                .formatted(mark(), finding.label(), Words.probability(finding.probability()), finding.model());
    }

    /** Filled once a person stands behind it. */
    private String mark() {
        return switch (claim.judgement()) {
            case Judgement.Accepted _, Judgement.Corrected _ -> "◆";
            case Judgement.Rejected _, Judgement.Undecided _ -> "◇";
        };
    }

    private Div headline(Runnable show) {
        var finding = claim.finding();
        var label = new Span(mark() + " " + finding.label());
        label.addClassName("claim-label");
        var probability = new Span(Words.probability(finding.probability()));
        probability.addClassName("claim-probability");
        var place = new Button(claim.slice() == 0 ? "show" : "slice " + claim.slice(), _ -> show.run());
        place.addThemeVariants(ButtonVariant.TERTIARY);
        place.addClassName("claim-place");
        var line = new Div(label, probability, place);
        line.addClassName("claim-headline");
        return line;
    }

    private Span model() {
        var finding = claim.finding();
        var model = new Span(
                "%s %s · demonstration, not for clinical use".formatted(finding.model(), finding.modelVersion()));
        model.addClassName("claim-model");
        return model;
    }

    private Div verdict() {
        var line = new Div();
        line.addClassName("claim-verdict");
        if (!claim.finding().flagged()) {
            line.add(new Span("below the model's threshold, needs no decision"));
        } else if (decided()) {
            var undo = new Button("Change", _ -> decide.accept(new Judgement.Undecided()));
            undo.addThemeVariants(ButtonVariant.TERTIARY);
            line.add(new Span(words()), undo);
        } else {
            line.add(
                    action("Accept", "A", () -> decide.accept(new Judgement.Accepted())),
                    action("Reject", "R", this::askForReason),
                    action("Correct", "C", this::askForCorrection));
        }
        return line;
    }

    private String words() {
        return switch (claim.judgement()) {
            case Judgement.Accepted _ -> "✓ accepted";
            case Judgement.Rejected(var reason) -> "✕ rejected: " + reason.words();
            case Judgement.Corrected(var instead) -> "✎ corrected: " + instead;
            case Judgement.Undecided _ -> "";
        };
    }

    private void addReasons() {
        for (RejectionReason reason : RejectionReason.values()) {
            reasons.add(action(
                    reason.words(),
                    Integer.toString(reason.key()),
                    () -> decide.accept(new Judgement.Rejected(reason))));
        }
        reasons.addClassName("claim-reasons");
        reasons.setVisible(false);
        add(reasons);
    }

    private void addCorrection() {
        text.setMaxLength(CORRECTION_LENGTH);
        text.setWidthFull();
        var save = action("Save", "Enter", this::correct);
        text.addKeyPressListener(Key.ENTER, _ -> correct());
        correction.add(text, save);
        correction.addClassName("claim-correction");
        correction.setVisible(false);
        add(correction);
    }

    private void correct() {
        if (text.getValue().isBlank()) {
            text.setInvalid(true);
            text.setErrorMessage("Say what it is instead.");
            return;
        }
        decide.accept(new Judgement.Corrected(text.getValue()));
    }

    private static Button action(String words, String key, Runnable action) {
        var cap = new Span(key);
        cap.addClassName("key");
        var button = new Button(words, _ -> action.run());
        button.setSuffixComponent(cap);
        button.addClassName("claim-action");
        return button;
    }
}
