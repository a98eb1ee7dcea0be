package io.dayside.planning.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.timepicker.TimePicker;
import io.dayside.planning.StaffingVariant;
import io.dayside.planning.StaffingVariant.OneMore;
import io.dayside.planning.StaffingVariant.Rule;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;

/** How one variant differs from what was. */
class VariantCard extends Div {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_NAME = 40;
    private static final int MOST_MORE = 20;
    private static final List<Integer> PERCENT = List.of(50, 75, 90, 100, 110, 120, 150, 200, 300);

    private final TextField name = new TextField("Name");
    private final Select<Rule> rule = new Select<>();
    private final Select<Integer> arrivals = new Select<>();
    private final MultiSelectComboBox<String> without = new MultiSelectComboBox<>("Without");
    private final Select<String> like = new Select<>();
    private final IntegerField count = new IntegerField("How many");
    private final TimePicker from = new TimePicker("From");
    private final TimePicker until = new TimePicker("Until");
    private final Div hours = new Div(count, from, until);

    /** @param removed asked for by its button */
    VariantCard(String called, List<String> readers, Consumer<VariantCard> removed) {
        addClassName("what-if-variant");
        name.setValue(called);
        name.setMaxLength(LONGEST_NAME);
        name.setRequired(true);
        rule.setLabel("Cases find readers");
        rule.setItems(Rule.values());
        rule.setItemLabelGenerator(Rule::words);
        rule.setValue(Rule.DAYSIDE);
        arrivals.setLabel("Cases");
        arrivals.setItems(PERCENT);
        arrivals.setItemLabelGenerator(VariantCard::words);
        arrivals.setValue(100);
        without.setItems(readers);
        without.setPlaceholder("nobody");
        like.setLabel("More who may read as much as");
        like.setItems(readers);
        like.setEmptySelectionAllowed(true);
        like.setEmptySelectionCaption("no more");
        like.addValueChangeListener(_ -> showHours());
        count.setMin(1);
        count.setMax(MOST_MORE);
        count.setStepButtonsVisible(true);
        count.setValue(1);
        for (var time : List.of(from, until)) {
            time.setStep(Duration.ofMinutes(30));
            time.setLocale(Locale.UK);
        }
        from.setValue(LocalTime.of(22, 0));
        until.setValue(LocalTime.of(7, 0));
        hours.addClassName("what-if-hours");
        var remove = new Button("Remove", _ -> removed.accept(this));
        remove.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        remove.setAriaLabel("Remove variant");
        add(name, rule, arrivals, without, like, hours, remove);
        showHours();
    }

    /** As if somebody more had read at these hours of every day. */
    VariantCard withOneMore(String reader) {
        like.setValue(reader);
        return this;
    }

    private void showHours() {
        hours.setVisible(like.getValue() != null);
    }

    private static String words(int percent) {
        if (percent == 100) {
            return "as many as came";
        }
        return percent > 100 ? percent - 100 + " % more than came" : 100 - percent + " % fewer than came";
    }

    /** @throws IllegalArgumentException with what is missing, in words */
    StaffingVariant variant() {
        var called = name.getValue().strip();
        if (called.isEmpty()) {
            throw new IllegalArgumentException("Every variant needs a name.");
        }
        return new StaffingVariant(
                called,
                rule.getValue(),
                arrivals.getValue() / 100.0,
                like.getValue() == null ? List.of() : Collections.nCopies(howMany(), more()),
                without.getValue());
    }

    private int howMany() {
        int asked = Objects.requireNonNullElse(count.getValue(), 0);
        if (asked < 1 || asked > MOST_MORE) {
            throw new IllegalArgumentException("One to %d more readers can be tried.".formatted(MOST_MORE));
        }
        return asked;
    }

    private OneMore more() {
        if (from.getValue() == null || until.getValue() == null) {
            throw new IllegalArgumentException("More readers need the hours at which they read.");
        }
        return new OneMore(like.getValue(), from.getValue(), until.getValue());
    }
}
