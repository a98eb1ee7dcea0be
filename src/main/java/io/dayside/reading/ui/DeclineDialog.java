package io.dayside.reading.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.function.Consumer;

/** Asks why a case is declined. The usual reasons are one click, any other is a line of text. */
class DeclineDialog extends Dialog {

    private static final List<String> USUAL =
            List.of("Outside what I read with confidence", "I know the patient", "The pictures cannot be read");

    /** What the room of routing keeps. */
    private static final int LONGEST = 200;

    private final TextField other = new TextField("Another reason");
    private final Consumer<String> decline;

    /** @param decline called with the reason, when the dialog is closed */
    DeclineDialog(String number, Consumer<String> decline) {
        super("Decline " + number);
        this.decline = decline;
        addClassName("decline-dialog");
        var usual = new Div();
        usual.addClassName("decline-usual");
        USUAL.forEach(reason -> usual.add(new Button(reason, _ -> done(reason))));
        other.setWidthFull();
        other.setMaxLength(LONGEST);
        other.setId("decline-reason");
        other.setAutofocus(true);
        other.setHelperText("Without the patient's name: the hospital sees it in its trail.");
        other.addKeyDownListener(Key.ENTER, _ -> doneWithText());
        var confirm = new Button("Decline", _ -> doneWithText());
        confirm.addThemeVariants(ButtonVariant.PRIMARY);
        confirm.setId("decline-confirm");
        add(
                new Paragraph("It waits on for others, and comes back to you only if nobody else may read it."),
                usual,
                other);
        getFooter().add(new Button("Keep it", _ -> close()), confirm);
    }

    private void doneWithText() {
        var reason = other.getValue().strip();
        if (reason.isEmpty()) {
            other.setErrorMessage("Say why, or choose one of the reasons above.");
            other.setInvalid(true);
            other.focus();
        } else {
            done(reason);
        }
    }

    private void done(String reason) {
        close();
        decline.accept(reason);
    }
}
