package io.dayside.critical.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import io.dayside.critical.CriticalOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** A short form of which each mistake is said at its field, and what was typed stays until it is taken. */
class TypedDialog extends Dialog {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_LINE = 120;
    private static final int LONGEST_WORDS = 1000;

    private final Map<String, Component> fields = new LinkedHashMap<>();
    private final Paragraph refusal = new Paragraph();
    private final transient Function<TypedDialog, CriticalOutcome> step;
    private final Runnable done;

    /**
     * @param step taken with what was typed
     * @param done called once it was taken, when the dialog is closed
     */
    TypedDialog(String title, String confirm, Function<TypedDialog, CriticalOutcome> step, Runnable done) {
        super(title);
        this.step = step;
        this.done = done;
        addClassName("critical-dialog");
        setWidth("min(34rem, 94vw)");
        refusal.addClassName("critical-refusal");
        refusal.getElement().setAttribute("role", "alert");
        refusal.setVisible(false);
        var button = new Button(confirm, _ -> attempt());
        button.addThemeVariants(ButtonVariant.PRIMARY);
        button.setId("critical-confirm");
        getFooter().add(new Button("Not now", _ -> close()), button);
    }

    TypedDialog saying(Component words) {
        add(words);
        return this;
    }

    /** @param name as {@link CriticalOutcome.Invalid} calls it */
    TypedDialog line(String name, String label, String value) {
        var field = new TextField(label, value, "");
        field.setMaxLength(LONGEST_LINE);
        field.setWidthFull();
        field.setId("critical-" + name);
        fields.put(name, field);
        add(field);
        return this;
    }

    TypedDialog words(String name, String label, String value, String help) {
        var field = new TextArea(label, value, "");
        field.setMaxLength(LONGEST_WORDS);
        field.setWidthFull();
        field.setHelperText(help);
        field.setId("critical-" + name);
        field.setAutofocus(true);
        fields.put(name, field);
        add(field);
        return this;
    }

    TypedDialog shown() {
        add(refusal);
        open();
        return this;
    }

    String typed(String name) {
        return switch (fields.get(name)) {
            case TextField line -> line.getValue();
            case TextArea words -> words.getValue();
            case null, default -> "";
        };
    }

    private void attempt() {
        fields.values().forEach(field -> mark(field, ""));
        refusal.setVisible(false);
        switch (step.apply(this)) {
            case CriticalOutcome.Done _ -> {
                close();
                done.run();
            }
            case CriticalOutcome.Invalid(var name, var reason) -> {
                var field = fields.get(name);
                if (field != null) {
                    mark(field, "This " + reason + ".");
                }
            }
            case CriticalOutcome.Refused(var reason) -> refuse(reason);
        }
    }

    void refuse(String reason) {
        refusal.setText(reason);
        refusal.setVisible(true);
    }

    private static void mark(Component field, String error) {
        Consumer<TextField> line = one -> {
            one.setErrorMessage(error);
            one.setInvalid(!error.isEmpty());
        };
        switch (field) {
            case TextField one -> line.accept(one);
            case TextArea area -> {
                area.setErrorMessage(error);
                area.setInvalid(!error.isEmpty());
            }
            default -> throw new IllegalArgumentException("no field of this form");
        }
        if (!error.isEmpty()) {
            field.getElement().callJsFunction("focus");
        }
    }
}
