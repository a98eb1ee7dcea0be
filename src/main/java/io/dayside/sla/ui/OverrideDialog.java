package io.dayside.sla.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import io.dayside.sla.ReadingFloor.Reader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Asks a manager why somebody shall read a case past the rules, and for how long. */
class OverrideDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST = 200;
    private static final List<Duration> LASTING =
            List.of(Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofHours(4));

    private final TextField reason = new TextField("Why");
    private final RadioButtonGroup<Duration> lasting = new RadioButtonGroup<>("To be begun within");

    /** @param letRead takes the reason and the time, answers why not; empty where it is done */
    OverrideDialog(String number, Reader reader, BiFunction<String, Duration, Optional<String>> letRead) {
        super("Let %s read %s".formatted(reader.displayName(), number));
        setWidth("min(34rem, 96vw)");
        reason.setWidthFull();
        reason.setMaxLength(LONGEST);
        reason.setAutofocus(true);
        reason.setId("override-reason");
        reason.setHelperText("Without the patient's name: the hospital sees it in its trail.");
        reason.addKeyDownListener(Key.ENTER, _ -> attempt(letRead));
        lasting.setItems(LASTING);
        lasting.setItemLabelGenerator(Amounts::words);
        lasting.setValue(Duration.ofHours(1));
        var confirm = new Button("Let them read it", _ -> attempt(letRead));
        confirm.addThemeVariants(ButtonVariant.PRIMARY);
        confirm.setId("override-confirm");
        add(
                new Paragraph("Barred now: %s. Your name and the reason go into the trail."
                        .formatted(String.join(" · ", reader.obstacles()))),
                reason,
                lasting);
        getFooter().add(new Button("Leave it", _ -> close()), confirm);
    }

    private void attempt(BiFunction<String, Duration, Optional<String>> letRead) {
        if (reason.getValue().isBlank()) {
            refuse("Say why.");
        } else {
            letRead.apply(reason.getValue().strip(), lasting.getValue()).ifPresentOrElse(this::refuse, this::close);
        }
    }

    private void refuse(String why) {
        reason.setErrorMessage(why);
        reason.setInvalid(true);
        reason.focus();
    }
}
