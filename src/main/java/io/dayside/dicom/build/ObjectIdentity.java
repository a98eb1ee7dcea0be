package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TemporalValue;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import java.time.LocalDateTime;

/**
 * Which object is made: of whom, in which series, by what and when. Use one for one object only.
 *
 * @param created local time of the place; that of the content, too
 */
public record ObjectIdentity(
        StudyContext context,
        Series series,
        Equipment equipment,
        String sopInstanceUid,
        int instanceNumber,
        LocalDateTime created) {

    /** A new instance, the first of its series, made by this program. */
    public static ObjectIdentity in(StudyContext context, Series series, LocalDateTime created) {
        return new ObjectIdentity(context, series, Equipment.DAYSIDE, UIDs.random(), 1, created);
    }

    public ObjectIdentity madeBy(Equipment maker) {
        return new ObjectIdentity(context, series, maker, sopInstanceUid, instanceNumber, created);
    }

    public ObjectIdentity withSopInstanceUid(String uid) {
        return new ObjectIdentity(context, series, equipment, uid, instanceNumber, created);
    }

    public ObjectIdentity withInstanceNumber(int number) {
        return new ObjectIdentity(context, series, equipment, sopInstanceUid, number, created);
    }

    String date() {
        return TemporalValue.format(created.toLocalDate());
    }

    String time() {
        return TemporalValue.format(created.toLocalTime());
    }

    /** The modules that every object has: patient, study, series, equipment, SOP common; PS3.3 C.7 and C.12.1. */
    Attributes newDataset(String sopClassUid, String modality) {
        Attributes dataset = context.newDataset()
                .setString(Tag.SOPClassUID, VR.UI, sopClassUid)
                .setString(Tag.SOPInstanceUID, VR.UI, sopInstanceUid)
                .setString(Tag.InstanceCreationDate, VR.DA, date())
                .setString(Tag.InstanceCreationTime, VR.TM, time())
                .setString(Tag.Modality, VR.CS, modality)
                .setInt(Tag.InstanceNumber, VR.IS, instanceNumber);
        series.addTo(dataset);
        equipment.addTo(dataset);
        return dataset;
    }

    /** Date and time of the content, where the object's definition wants them. */
    void addContentTime(Attributes dataset) {
        dataset.setString(Tag.ContentDate, VR.DA, date()).setString(Tag.ContentTime, VR.TM, time());
    }
}
