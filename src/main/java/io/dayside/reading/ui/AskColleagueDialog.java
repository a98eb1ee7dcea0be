package io.dayside.reading.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.dayside.collaboration.Opinion;
import io.dayside.collaboration.OpinionOutcome;
import io.dayside.routing.Colleague;
import io.dayside.routing.RuleVerdict;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** Whom to ask, and what. What was typed stays until it is taken. */
class AskColleagueDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final ComboBox<Colleague> who = new ComboBox<>("Colleague");
    private final TextArea question = new TextArea("Your question");
    private final Paragraph refusal = new Paragraph();
    private final transient BiFunction<String, String, OpinionOutcome> ask;
    private final Runnable done;

    /**
     * @param colleagues in the order in which they are offered
     * @param ask called with the colleague's username and the question
     * @param done called once it was taken, when the dialog is closed
     */
    AskColleagueDialog(List<Colleague> colleagues, BiFunction<String, String, OpinionOutcome> ask, Runnable done) {
        super("Ask a colleague");
        this.ask = ask;
        this.done = done;
        setWidth("min(34rem, 94vw)");
        addClassName("opinion-dialog");
        var able = colleagues.stream().filter(Colleague::mayBeAsked).toList();
        add(new Paragraph(
                able.isEmpty()
                        ? "Nobody may be asked about this case."
                        : "You keep the case. Your colleague sees its images and what came with them until they answer;"
                                + " what you write, they do not see."));
        if (!able.isEmpty()) {
            add(who(able), question(), refusal);
        }
        add(others(colleagues));
        refusal.addClassName("opinion-refusal");
        refusal.getElement().setAttribute("role", "alert");
        refusal.setVisible(false);
        var confirm = new Button("Ask", _ -> attempt());
        confirm.addThemeVariants(ButtonVariant.PRIMARY);
        confirm.setId("opinion-confirm");
        confirm.setVisible(!able.isEmpty());
        getFooter().add(new Button("Not now", _ -> close()), confirm);
    }

    private ComboBox<Colleague> who(List<Colleague> able) {
        who.setItems(able);
        who.setItemLabelGenerator(
                one -> one.specialist().displayName() + (one.onShift() ? " · on shift now" : " · off shift"));
        who.setWidthFull();
        who.setAutofocus(true);
        who.setId("opinion-who");
        who.addValueChangeListener(_ -> who.setInvalid(false));
        return who;
    }

    private TextArea question() {
        question.setMaxLength(Opinion.LONGEST_QUESTION);
        question.setWidthFull();
        question.setHelperText("Without the patient's name.");
        question.setId("opinion-question");
        question.setValueChangeMode(ValueChangeMode.LAZY);
        question.addValueChangeListener(_ -> mark(""));
        return question;
    }

    private static Details others(List<Colleague> colleagues) {
        var barred = colleagues.stream().filter(one -> !one.mayBeAsked()).toList();
        var list = new UnorderedList();
        list.addClassName("small");
        barred.forEach(one -> list.add(new ListItem("%s: %s"
                .formatted(
                        one.specialist().displayName(),
                        one.refusals().stream().map(RuleVerdict::reason).collect(Collectors.joining("; "))))));
        var details = new Details("Who may not be asked, and why (%d)".formatted(barred.size()), list);
        details.setVisible(!barred.isEmpty());
        return details;
    }

    private void attempt() {
        refusal.setVisible(false);
        mark("");
        var colleague = who.getValue();
        who.setErrorMessage("Choose whom to ask.");
        who.setInvalid(colleague == null);
        if (colleague == null) {
            who.focus();
            return;
        }
        switch (ask.apply(colleague.specialist().username(), question.getValue())) {
            case OpinionOutcome.Done _ -> {
                close();
                done.run();
            }
            case OpinionOutcome.Invalid invalid -> {
                mark("This " + invalid.reason() + ".");
                question.focus();
            }
            case OpinionOutcome.Refused(var reason) -> {
                refusal.setText(reason);
                refusal.setVisible(true);
            }
        }
    }

    private void mark(String error) {
        question.setErrorMessage(error);
        question.setInvalid(!error.isEmpty());
    }
}
