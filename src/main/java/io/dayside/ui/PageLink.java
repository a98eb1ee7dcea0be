package io.dayside.ui;

import com.vaadin.flow.component.html.Anchor;

/** One page in the shell's bar. */
class PageLink extends Anchor {

    private static final long serialVersionUID = 1L;

    PageLink(NavigationEntry entry, boolean current) {
        super("/" + entry.route(), entry.label());
        setRouterIgnore(false);
        addClassName("page-link");
        if (current) {
            getElement().setAttribute("aria-current", "page");
        }
    }
}
