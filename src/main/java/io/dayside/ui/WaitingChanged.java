package io.dayside.ui;

import com.vaadin.flow.component.ComponentEvent;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;

/** Something that a {@link NavigationEntry} counts was done on the open page. */
public final class WaitingChanged extends ComponentEvent<UI> {

    private static final long serialVersionUID = 1L;

    private WaitingChanged(UI ui) {
        super(ui, false);
    }

    /** Has the bar of the current page count again. */
    public static void announce() {
        var ui = UI.getCurrent();
        if (ui != null) {
            ComponentUtil.fireEvent(ui, new WaitingChanged(ui));
        }
    }
}
