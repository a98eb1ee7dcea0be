package io.dayside.reading.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.dayside.reading.OpenCase;

/** Says that pictures came after the case was opened, and brings them before the specialist. */
class LateNote extends Div {

    private final Span words = new Span();
    private final Button show;

    /** @param showThem brings the case up with all its pictures */
    LateNote(Runnable showThem) {
        show = new Button("Show them", _ -> showThem.run());
        words.setId("late-pictures");
        addClassName("late-note");
        getElement().setAttribute("role", "status");
        add(words, show);
        setVisible(false);
    }

    void show(OpenCase open) {
        boolean seen = open.images().allWhole();
        setVisible(open.latePictures() > 0);
        words.setText(Words.latePictures(open.latePictures()) + (seen ? ", and you have seen them." : "."));
        show.setVisible(!seen);
    }
}
