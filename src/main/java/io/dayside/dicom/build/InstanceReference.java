package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import java.util.List;

/**
 * Another object, and perhaps some of its frames.
 *
 * @param frames numbers from 1; none means all
 */
public record InstanceReference(
        String studyInstanceUid,
        String seriesInstanceUid,
        String sopClassUid,
        String sopInstanceUid,
        List<Integer> frames) {

    public InstanceReference {
        frames = List.copyOf(frames);
    }

    public static InstanceReference to(Attributes object) {
        return new InstanceReference(
                object.getString(Tag.StudyInstanceUID, ""),
                object.getString(Tag.SeriesInstanceUID, ""),
                object.getString(Tag.SOPClassUID, ""),
                object.getString(Tag.SOPInstanceUID, ""),
                List.of());
    }

    public InstanceReference frames(Integer... numbers) {
        return new InstanceReference(
                studyInstanceUid, seriesInstanceUid, sopClassUid, sopInstanceUid, List.of(numbers));
    }

    /** SOP instance reference macro, PS3.3 10.8. */
    Attributes toItem() {
        return new Attributes()
                .setString(Tag.ReferencedSOPClassUID, VR.UI, sopClassUid)
                .setString(Tag.ReferencedSOPInstanceUID, VR.UI, sopInstanceUid);
    }

    /** Image SOP instance reference macro, PS3.3 10.3. */
    Attributes toImageItem() {
        Attributes item = toItem();
        if (!frames.isEmpty()) {
            item.setInt(
                    Tag.ReferencedFrameNumber,
                    VR.IS,
                    frames.stream().mapToInt(Integer::intValue).toArray());
        }
        return item;
    }
}
