package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;

/**
 * What tells a series from others of its study, PS3.3 C.7.3.1; the modality comes from the kind of object.
 *
 * @param description may be empty
 */
public record Series(String instanceUid, int number, String description) {

    /** A new series. */
    public static Series numbered(int number) {
        return new Series(UIDs.random(), number, "");
    }

    public Series describedAs(String text) {
        return new Series(instanceUid, number, text);
    }

    void addTo(Attributes dataset) {
        dataset.setString(Tag.SeriesInstanceUID, VR.UI, instanceUid).setInt(Tag.SeriesNumber, VR.IS, number);
        if (!description.isEmpty()) {
            dataset.setString(Tag.SeriesDescription, VR.LO, description);
        }
    }
}
