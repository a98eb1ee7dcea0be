package io.dayside.workforce.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.dayside.ui.ViewerZone;
import io.dayside.workforce.ShiftChange.Kind;
import io.dayside.workforce.Specialist;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Who, from when until when in their own zone, and why; for a swap also who reads instead. */
class ShiftDialog extends Dialog {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_REASON = 200;
    private static final int USUAL_HOURS = 8;

    /** @param instead who reads instead, for a swap */
    record Wish(Specialist who, Optional<Specialist> instead, Instant begins, Instant ends, String reason) {}

    private final Select<Specialist> who = new Select<>();
    private final Select<Specialist> instead = new Select<>();
    private final Select<Kind> kind = new Select<>();
    private final DateTimePicker begins = new DateTimePicker("From");
    private final DateTimePicker ends = new DateTimePicker("Until");
    private final TextField reason = new TextField("Reason, nothing about health");
    private final Paragraph said = new Paragraph();
    private final boolean isSwap;
    private final transient BiConsumer<Wish, Kind> done;

    /** @param done throws {@link IllegalArgumentException} with what is wrong, in words */
    ShiftDialog(String title, List<Specialist> everybody, Clock clock, boolean isSwap, BiConsumer<Wish, Kind> done) {
        this.isSwap = isSwap;
        this.done = done;
        setHeaderTitle(title);
        setWidth("min(34rem, 96vw)");
        said.getElement().setAttribute("role", "status");
        for (var select : List.of(who, instead)) {
            select.setItems(everybody);
            select.setItemLabelGenerator(Specialist::displayName);
        }
        who.setLabel(isSwap ? "Who cannot" : "Who");
        who.addValueChangeListener(event -> begin(event.getValue().zone(), clock));
        instead.setLabel("Who reads instead");
        instead.setVisible(isSwap);
        kind.setLabel("What");
        kind.setItems(Kind.values());
        kind.setItemLabelGenerator(ShiftDialog::words);
        kind.setValue(Kind.EXTRA);
        kind.setVisible(!isSwap);
        for (var time : List.of(begins, ends)) {
            time.setStep(Duration.ofMinutes(15));
            time.setLocale(Locale.UK);
            time.setAutoOpen(false);
        }
        reason.setMaxLength(LONGEST_REASON);
        reason.setWidthFull();
        var form = new Div(who, kind, instead, begins, ends, reason, said);
        form.addClassName("roster-form");
        add(form);
        var keep = new Button(isSwap ? "Swap" : "Note it", _ -> keep());
        keep.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        keep.addClickShortcut(Key.ENTER).listenOn(this);
        keep.setId("keep-shift");
        getFooter().add(new Button("Cancel", _ -> close()), keep);
        if (!everybody.isEmpty()) {
            who.setValue(everybody.getFirst());
        }
    }

    private static String words(Kind kind) {
        return switch (kind) {
            case EXTRA -> "extra shift";
            case OFF -> "off: break, holiday, absence";
            case ON_CALL -> "on call: can be called in";
        };
    }

    /** Their next full hour, since times are theirs. */
    private void begin(ZoneId zone, Clock clock) {
        var next = LocalDateTime.ofInstant(clock.instant(), zone)
                .truncatedTo(ChronoUnit.HOURS)
                .plusHours(1);
        begins.setValue(next);
        ends.setValue(next.plusHours(USUAL_HOURS));
        var place = ViewerZone.place(zone);
        begins.setHelperText("time in " + place);
        ends.setHelperText("time in " + place);
    }

    private void keep() {
        var one = who.getValue();
        if (one == null || begins.getValue() == null || ends.getValue() == null) {
            said.setText("⚠ Say who, from when and until when.");
            return;
        }
        if (isSwap && instead.getValue() == null) {
            said.setText("⚠ Say who reads instead.");
            return;
        }
        try {
            done.accept(
                    new Wish(
                            one,
                            Optional.ofNullable(isSwap ? instead.getValue() : null),
                            instant(begins.getValue(), one.zone()),
                            instant(ends.getValue(), one.zone()),
                            reason.getValue().strip()),
                    kind.getValue());
            close();
        } catch (IllegalArgumentException | NoSuchElementException e) {
            said.setText("⚠ " + e.getMessage());
        }
    }

    private static Instant instant(LocalDateTime local, ZoneId zone) {
        return local.atZone(zone).toInstant();
    }
}
