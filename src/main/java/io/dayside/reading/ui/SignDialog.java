package io.dayside.reading.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.PasswordField;
import io.dayside.reading.ReadingRoom.SignOutcome;
import io.dayside.reading.SignedReport;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks for the password once more before a signature; 21 CFR 11.200. */
class SignDialog extends Dialog {

    private final PasswordField password = new PasswordField("Your password");
    private final Button sign = new Button("Sign");
    private final Function<String, SignOutcome> attempt;
    private final Consumer<SignedReport> done;

    /**
     * @param meaning what the signature will say
     * @param attempt signs with a password
     * @param done called with the signed report, when the dialog is closed
     */
    SignDialog(String number, String meaning, Function<String, SignOutcome> attempt, Consumer<SignedReport> done) {
        super("Sign " + number);
        this.attempt = attempt;
        this.done = done;
        addClassName("sign-dialog");
        password.setAutofocus(true);
        password.setWidthFull();
        password.getElement().setAttribute("autocomplete", "current-password");
        password.setId("sign-password");
        password.addKeyDownListener(Key.ENTER, _ -> sign());
        sign.addThemeVariants(ButtonVariant.PRIMARY);
        sign.setId("sign-confirm");
        sign.addClickListener(_ -> sign());
        add(new Paragraph("“" + meaning + ".”"), password);
        getFooter().add(new Button("Not yet", _ -> close()), sign);
    }

    /** Says what was forgotten, and leads there instead of signing. The keyboard stays with the password. */
    SignDialog reminding(String words, String instead, Runnable there) {
        var reminder = new Paragraph(words);
        reminder.addClassName("sign-reminder");
        add(new Div(reminder, new Button(instead, _ -> {
            close();
            there.run();
        })));
        return this;
    }

    private void sign() {
        switch (attempt.apply(password.getValue())) {
            case SignOutcome.Signed(var report) -> {
                close();
                done.accept(report);
            }
            case SignOutcome.ProofFailed _ -> refuse("That is not your password. Nothing was signed.");
            case SignOutcome.Unproven _ ->
                refuse("Your password cannot be checked at the moment. Nothing was signed, what you wrote is kept. Try"
                        + " again in a minute.");
            case SignOutcome.NotReady(var why) -> refuse(why);
        }
    }

    private void refuse(String why) {
        password.clear();
        password.setErrorMessage(why);
        password.setInvalid(true);
        password.focus();
    }
}
