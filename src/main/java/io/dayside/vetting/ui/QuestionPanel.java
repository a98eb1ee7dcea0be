package io.dayside.vetting.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import io.dayside.vetting.Answer;
import io.dayside.vetting.Candidates.Questions;
import io.dayside.vetting.Confidence;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Asks of each target whether it is there, how sure one is, and where. */
class QuestionPanel extends Div {

    private static final long serialVersionUID = 1L;

    /** @param answered called with the target and each answer */
    QuestionPanel(Questions questions, BiConsumer<String, Answer> answered) {
        addClassNames("panel", "test-questions");
        add(new H2("Your answer"));
        questions.targets().forEach(target -> add(question(questions, target, answered)));
    }

    private static Component question(Questions questions, String target, BiConsumer<String, Answer> answered) {
        var known = Optional.ofNullable(questions.answers().get(target));
        var sure = new RadioButtonGroup<Confidence>(Words.asked(target));
        sure.setItems(Confidence.values());
        sure.setItemLabelGenerator(Confidence::words);
        known.ifPresent(answer -> sure.setValue(answer.confidence()));
        var slice = new IntegerField("on slice");
        slice.setMin(1);
        slice.setMax(questions.slices());
        slice.setStepButtonsVisible(true);
        known.filter(answer -> answer.slice() > 0).ifPresent(answer -> slice.setValue(answer.slice()));
        Runnable tell = () -> {
            slice.setVisible(questions.slices() > 1 && isYes(sure.getValue()));
            if (sure.getValue() != null && !slice.isInvalid()) {
                int where = slice.isVisible() && slice.getValue() != null ? slice.getValue() : 0;
                answered.accept(target, new Answer(sure.getValue(), where));
            }
        };
        slice.setVisible(questions.slices() > 1 && isYes(sure.getValue()));
        sure.addValueChangeListener(_ -> tell.run());
        slice.addValueChangeListener(_ -> tell.run());
        return new Div(sure, slice);
    }

    private static boolean isYes(@Nullable Confidence confidence) {
        return confidence != null && confidence.isThere();
    }
}
