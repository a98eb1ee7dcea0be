package io.dayside.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Span;

/** The time where the person sits, with their zone's city; kept by the browser. */
class LocalClock extends Span {

    private static final long serialVersionUID = 1L;

    LocalClock() {
        addClassNames("local-clock", "figures");
        getElement().setAttribute("aria-label", "Local time");
    }

    @Override
    protected void onAttach(AttachEvent event) {
        getElement().executeJs("""
                const show = () => {
                  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
                  const time = new Date().toLocaleTimeString([], {hour: '2-digit', minute: '2-digit', hour12: false});
                  this.textContent = time + ' ' + zone.split('/').pop().replace('_', ' ');
                };
                show();
                clearInterval(this.ticking);
                this.ticking = setInterval(show, 5000);
                """);
    }
}
