package io.dayside.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;

/** Nothing to show, and what follows from it. */
public class EmptyState extends Div {

    private static final long serialVersionUID = 1L;

    public EmptyState(String what, String next) {
        addClassName("empty-state");
        add(new H2(what), new Paragraph(next));
    }
}
