package io.dayside.imaging;

import io.dayside.archive.StudyRef;
import java.util.List;

/** What the viewer can show of a study, by the same judgement as the viewer's own. */
public interface PicturesOfStudy {

    /** Every object with a picture, in the order of the viewer; those without, such as reports, are left out. */
    List<PictureOfStudy> of(StudyRef study);
}
