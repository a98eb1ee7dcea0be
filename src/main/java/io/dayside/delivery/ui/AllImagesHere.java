package io.dayside.delivery.ui;

import com.vaadin.flow.component.button.Button;
import io.dayside.archive.StudyRef;
import java.util.function.BooleanSupplier;

/** For a coordinator who knows that nothing more will come. */
class AllImagesHere extends Button {

    private static final long serialVersionUID = 1L;

    /**
     * @param permitted whether whoever looks at the page may say so now; asked when it is drawn and when it is clicked, as
     *     a page may stay open longer than a membership lasts
     */
    AllImagesHere(StudyRef study, BooleanSupplier permitted, boolean receiving, Runnable complete) {
        super("All images are here");
        setId("all-images-here-%s-%s".formatted(study.tenant(), study.studyInstanceUid()));
        setTooltipText("The study need not wait any longer for late images");
        setVisible(receiving && permitted.getAsBoolean());
        addClickListener(_ -> {
            if (permitted.getAsBoolean()) {
                complete.run();
            } else {
                setVisible(false);
            }
        });
    }
}
