package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TemporalValue;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import java.time.LocalDateTime;

/**
 * The general study module, PS3.3 C.7.2.1; what is not known is empty.
 *
 * @param started local time of the place
 * @param referringPhysician in DICOM's form, family^given
 */
public record Study(
        String instanceUid,
        String id,
        LocalDateTime started,
        String accessionNumber,
        String referringPhysician,
        String description) {

    /** A new study of which nothing else is known. */
    public static Study startedAt(LocalDateTime started) {
        return new Study(UIDs.random(), "", started, "", "", "");
    }

    void addTo(Attributes dataset) {
        dataset.setString(Tag.StudyInstanceUID, VR.UI, instanceUid)
                .setString(Tag.StudyID, VR.SH, id)
                .setString(Tag.StudyDate, VR.DA, TemporalValue.format(started.toLocalDate()))
                .setString(Tag.StudyTime, VR.TM, TemporalValue.format(started.toLocalTime()))
                .setString(Tag.AccessionNumber, VR.SH, accessionNumber)
                .setString(Tag.ReferringPhysicianName, VR.PN, referringPhysician);
        if (!description.isEmpty()) {
            dataset.setString(Tag.StudyDescription, VR.LO, description);
        }
    }
}
