package io.dayside.ui;

import com.vaadin.flow.component.Component;
import io.dayside.identity.Caller;

/** Something that a room puts into the bar above every page. */
@FunctionalInterface
public interface BarItem {

    /** A new component for a page of this person. */
    Component of(Caller caller);
}
