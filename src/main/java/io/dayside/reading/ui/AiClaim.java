package io.dayside.reading.ui;

import com.vaadin.flow.component.html.Span;
import io.dayside.cases.Case;

/** What models say of a case in one line, in the hue and with the mark that belong to machines only. */
class AiClaim extends Span {

    AiClaim(Case work) {
        addClassName("ai-claim");
        switch (work.assessment()) {
            case DONE -> assessed(work);
            case QUEUED, RUNNING -> plain("being assessed", "");
            case NOT_ASSESSED, FAILED -> plain("not assessed", work.assessmentReason());
        }
    }

    private void assessed(Case work) {
        if (work.topLabel().isEmpty()) {
            plain("nothing flagged", "No model flagged anything. Demonstration, not for clinical use.");
            return;
        }
        addClassName("flagged");
        setText("◇ " + work.topLabel() + " " + Words.probability(work.topProbability()));
        explain("A model's claim, not yet decided on by a person. Demonstration, not for clinical use.");
    }

    private void plain(String text, String explanation) {
        setText(text);
        if (!explanation.isEmpty()) {
            explain(explanation);
        }
    }

    private void explain(String explanation) {
        setTitle(explanation);
        getElement().setAttribute("aria-label", getText() + ". " + explanation);
    }
}
