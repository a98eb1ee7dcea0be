package io.dayside.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Span;

/** One page in the shell's bar. */
class PageLink extends Anchor {

    private static final long serialVersionUID = 1L;

    /** More are not worth counting. */
    private static final int MOST = 99;

    PageLink(NavigationEntry entry, boolean current) {
        super("/" + entry.route(), entry.label());
        setRouterIgnore(false);
        addClassName("page-link");
        if (current) {
            getElement().setAttribute("aria-current", "page");
        }
        int waiting = entry.waiting().getAsInt();
        if (waiting > 0) {
            var number = new Span(waiting > MOST ? MOST + "+" : Integer.toString(waiting));
            number.addClassName("page-link-waiting");
            number.getElement().setAttribute("title", "wait for you");
            setAriaLabel("%s, %s wait for you".formatted(entry.label(), number.getText()));
            add(number);
        }
    }
}
