package io.dayside.workforce.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasHelper;
import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.datepicker.DatePicker;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.formlayout.FormLayout;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.textfield.TextField;
import io.dayside.workforce.Column;
import io.dayside.workforce.Credential.Evidence;
import io.dayside.workforce.Credential.Language;
import io.dayside.workforce.CredentialKind;
import io.dayside.workforce.Specialist.Ages;
import io.dayside.workforce.Specialist.Standing;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One credential to be written. What is wrong is said at its field, and the dialog stays open. */
class CredentialDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    /** What tells a credential from others of its kind: of one that exists it stays. */
    private static final Set<Column> NAMES = EnumSet.of(
            Column.JURISDICTION,
            Column.NUMBER,
            Column.HOSPITAL,
            Column.MODALITY,
            Column.BODY_REGION,
            Column.AGE_GROUP,
            Column.SUBSPECIALTY,
            Column.MODEL,
            Column.LANGUAGE);

    private final transient Map<Column, Input> inputs = new EnumMap<>(Column.class);
    private final transient BiFunction<Map<Column, String>, String, Map<Column, String>> save;

    /** A field of the form by what is written in it. */
    private record Input(Supplier<String> value, Consumer<String> refuse) {}

    /**
     * @param written what it says now; empty for a new one
     * @param save takes what was written and why, and says what is wrong with it, by column
     */
    CredentialDialog(
            CredentialKind kind,
            Map<Column, String> written,
            BiFunction<Map<Column, String>, String, Map<Column, String>> save) {
        this.save = save;
        setWidth("44rem");
        setHeaderTitle(
                (written.isEmpty() ? "Add to " : "Change ") + kind.heading().toLowerCase(Locale.ROOT));
        var form = new FormLayout();
        kind.columns().forEach(column -> form.add(input(column, written)));
        form.add(input(Column.WHY, Map.of()));
        add(form);
        if (!written.isEmpty()) {
            add(new Paragraph("To give it another name, take it away and add it anew."));
        }
        var cancel = new Button("Cancel", _ -> close());
        var keep = new Button("Save", _ -> save());
        keep.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(cancel, keep);
    }

    private void save() {
        var written = new EnumMap<Column, String>(Column.class);
        inputs.forEach((column, input) -> written.put(column, input.value().get()));
        var why = written.remove(Column.WHY);
        var problems = save.apply(written, why);
        inputs.forEach((column, input) -> input.refuse().accept(problems.getOrDefault(column, "")));
        if (problems.isEmpty()) {
            close();
        }
    }

    private Component input(Column column, Map<Column, String> written) {
        boolean stays = !written.isEmpty() && NAMES.contains(column);
        var value = written.getOrDefault(column, "");
        return switch (column) {
            case VALID_FROM, VALID_TO -> date(column, value);
            case STANDING -> choice(column, Standing.values(), value, stays);
            case AGE_GROUP -> choice(column, Ages.values(), value, stays);
            case EVIDENCE_TYPE -> choice(column, Evidence.Type.values(), value, stays);
            case LEVEL -> choice(column, Language.Level.values(), value, stays);
            case JURISDICTION,
                    HOSPITAL,
                    MODALITY,
                    BODY_REGION,
                    SUBSPECIALTY,
                    EVIDENCE,
                    ISSUER,
                    NUMBER,
                    MODEL,
                    SCORE,
                    LANGUAGE,
                    HOURS_PER_WEEK,
                    CASES_PER_HOUR,
                    CASES_PER_DAY,
                    HOSPITALS,
                    WHY -> text(column, value, stays);
        };
    }

    private Component text(Column column, String value, boolean stays) {
        var field = new TextField(column.label());
        field.setValue(value);
        return registered(column, field, field::getValue, stays);
    }

    private Component date(Column column, String value) {
        var field = new DatePicker(column.label());
        var format = new DatePicker.DatePickerI18n();
        format.setDateFormat("yyyy-MM-dd");
        field.setI18n(format);
        // Dates are typed and left by Tab, which an open calendar would catch.
        field.setAutoOpen(false);
        if (!value.isEmpty()) {
            field.setValue(LocalDate.parse(value));
        }
        return registered(
                column,
                field,
                () -> field.getValue() == null ? "" : field.getValue().toString(),
                false);
    }

    private Component choice(Column column, Enum<?>[] constants, String value, boolean stays) {
        var field = new Select<String>();
        field.setLabel(column.label());
        field.setItems(Stream.of(constants).map(Enum::name).toList());
        field.setItemLabelGenerator(Standings::inWords);
        if (!value.isEmpty()) {
            field.setValue(value);
        }
        return registered(column, field, () -> field.getValue() == null ? "" : field.getValue(), stays);
    }

    private <F extends Component & HasValidationProperties & HasHelper & HasValue<?, ?>> Component registered(
            Column column, F field, Supplier<String> value, boolean stays) {
        field.setHelperText(column.help());
        field.setReadOnly(stays);
        field.getElement().setAttribute("name", column.header());
        inputs.put(column, new Input(value, problem -> {
            field.setErrorMessage(problem);
            field.setInvalid(!problem.isEmpty());
        }));
        return field;
    }
}
