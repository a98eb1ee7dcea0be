package io.dayside.workforce.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextField;
import io.dayside.workforce.Column;
import java.util.Map;
import java.util.function.Function;

/** Why something is taken away. */
class TakeAwayDialog extends Dialog {

    private static final long serialVersionUID = 1L;

    private final TextField why = new TextField(Column.WHY.label());
    private final transient Function<String, Map<Column, String>> remove;

    /** @param remove takes the reason, and says what is wrong, by column */
    TakeAwayDialog(String what, Function<String, Map<Column, String>> remove) {
        this.remove = remove;
        setHeaderTitle("Take away " + what);
        why.setHelperText(Column.WHY.help());
        why.setWidthFull();
        add(why);
        var away = new Button("Take away", _ -> remove());
        away.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(new Button("Cancel", _ -> close()), away);
    }

    private void remove() {
        var problems = remove.apply(why.getValue());
        problems.values().stream().findFirst().ifPresentOrElse(this::refuse, this::close);
    }

    private void refuse(String problem) {
        why.setErrorMessage(problem);
        why.setInvalid(true);
    }
}
