package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;

/**
 * What one segment stands for, PS3.3 C.8.20.4.
 *
 * @param category such as (49755003, SCT, "Morphologically Altered Structure")
 * @param type such as (4147007, SCT, "Mass")
 * @param algorithm how it was drawn
 * @param algorithmName empty for a manual one
 * @param trackingUid the same for the same finding in reports and later studies
 */
public record Segment(
        String label, Code category, Code type, Algorithm algorithm, String algorithmName, String trackingUid) {

    /** Who drew the segment. */
    public enum Algorithm {
        AUTOMATIC,
        SEMIAUTOMATIC,
        MANUAL
    }

    public Segment {
        if (algorithmName.isBlank() && algorithm != Algorithm.MANUAL) {
            throw new IllegalArgumentException("an algorithm has a name");
        }
    }

    public static Segment manual(String label, Code category, Code type) {
        return new Segment(label, category, type, Algorithm.MANUAL, "", UIDs.random());
    }

    public static Segment automatic(String label, Code category, Code type, String algorithmName) {
        return new Segment(label, category, type, Algorithm.AUTOMATIC, algorithmName, UIDs.random());
    }

    Attributes toItem(int number) {
        Attributes item = new Attributes()
                .setInt(Tag.SegmentNumber, VR.US, number)
                .setString(Tag.SegmentLabel, VR.LO, label)
                .setString(Tag.SegmentAlgorithmType, VR.CS, algorithm.name())
                .setString(Tag.TrackingID, VR.UT, label)
                .setString(Tag.TrackingUID, VR.UI, trackingUid);
        if (!algorithmName.isEmpty()) {
            item.setString(Tag.SegmentAlgorithmName, VR.LO, algorithmName);
        }
        Code.set(item, Tag.SegmentedPropertyCategoryCodeSequence, category);
        Code.set(item, Tag.SegmentedPropertyTypeCodeSequence, type);
        return item;
    }
}
