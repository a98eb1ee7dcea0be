package io.dayside.delivery.ui;

import com.vaadin.flow.component.html.Span;

/** Whose a study is. The identifier stays on one line: broken at its hyphens it would be misread. */
class PatientName extends Span {

    private static final long serialVersionUID = 1L;

    /** @param nameAsSent components parted by {@code ^}, PS3.5 6.2.1 */
    PatientName(String nameAsSent, String id) {
        addClassName("who");
        show(nameAsSent, id);
    }

    final void show(String nameAsSent, String id) {
        removeAll();
        add(StudyWords.patient(nameAsSent, ""));
        if (!id.isBlank()) {
            var number = new Span(id);
            number.addClassName("patient-id");
            add(" · ");
            add(number);
        }
    }
}
