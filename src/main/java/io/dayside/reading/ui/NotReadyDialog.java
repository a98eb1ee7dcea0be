package io.dayside.reading.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Paragraph;

/** Says what stands in the way of signing, and leads back to it. */
class NotReadyDialog extends Dialog {

    /** @param goOn called when the person goes back to the report */
    NotReadyDialog(String why, Runnable goOn) {
        super("Not ready to sign");
        addClassName("sign-dialog");
        getElement().setAttribute("role", "alertdialog");
        var back = new Button("Go on writing", _ -> close());
        back.addThemeVariants(ButtonVariant.PRIMARY);
        back.setAutofocus(true);
        back.setId("not-ready");
        addOpenedChangeListener(change -> {
            if (!change.isOpened()) {
                goOn.run();
            }
        });
        add(new Paragraph(why));
        getFooter().add(back);
    }
}
