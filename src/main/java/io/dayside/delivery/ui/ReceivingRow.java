package io.dayside.delivery.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.StudyRef;
import io.dayside.intake.ReceivingStudy;
import java.util.function.BooleanSupplier;

/** A study that is being received, with its coordinator's word that it is all there. */
class ReceivingRow extends Div {

    private static final long serialVersionUID = 1L;

    private final PatientName patient = new PatientName("", "");
    private final Span images = new Span();
    private final Span examination = new Span();
    private final Span waiting = new Span();
    private final AllImagesHere allHere;

    ReceivingRow(StudyRef study, BooleanSupplier permitted, Runnable complete) {
        addClassName("receiving-row");
        images.addClassName("figures");
        waiting.addClassNames("quiet", "figures");
        var link = new Anchor(StudyView.address(study));
        link.setRouterIgnore(false);
        link.addClassName("study-row");
        link.add(patient, examination, images, waiting);
        allHere = new AllImagesHere(study, permitted, true, complete);
        add(link, allHere);
    }

    void show(ReceivingStudy receiving, String words) {
        var study = receiving.study();
        patient.show(study.patientName(), study.patientId());
        images.setText(ReceivingWords.images(study.instances()));
        examination.setText(examination(study));
        waiting.setText(words);
        allHere.setAriaLabel(
                "All images of %s are here".formatted(StudyWords.patient(study.patientName(), study.patientId())));
    }

    private static String examination(ArchivedStudy study) {
        return study.studyDescription().startsWith(study.modality())
                ? study.studyDescription()
                : (study.modality() + " " + study.studyDescription()).strip();
    }
}
