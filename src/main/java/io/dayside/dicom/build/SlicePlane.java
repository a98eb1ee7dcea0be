package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;

/**
 * Where a slice lies, PS3.3 C.7.6.2: millimetres in the patient's coordinate system (left, posterior, head).
 *
 * @param frameOfReferenceUid the same for all slices that share the coordinate system
 * @param position x, y, z of the centre of the first pixel
 * @param orientation direction cosines of a row, then of a column
 * @param rowSpacingMm between the centres of rows
 * @param columnSpacingMm between the centres of columns
 */
public record SlicePlane(
        String frameOfReferenceUid,
        double[] position,
        double[] orientation,
        double rowSpacingMm,
        double columnSpacingMm,
        double thicknessMm) {

    private static final double[] AXIAL = {1, 0, 0, 0, 1, 0};

    public SlicePlane {
        if (position.length != 3 || orientation.length != 6) {
            throw new IllegalArgumentException("a position has 3 numbers and an orientation 6");
        }
        position = position.clone();
        orientation = orientation.clone();
    }

    /** Rows to the left, columns to the back. */
    public static SlicePlane axial(
            String frameOfReferenceUid, double[] position, double spacingMm, double thicknessMm) {
        return new SlicePlane(frameOfReferenceUid, position, AXIAL, spacingMm, spacingMm, thicknessMm);
    }

    void addTo(Attributes dataset) {
        dataset.setString(Tag.FrameOfReferenceUID, VR.UI, frameOfReferenceUid)
                .setNull(Tag.PositionReferenceIndicator, VR.LO)
                .setDouble(Tag.ImagePositionPatient, VR.DS, position)
                .setDouble(Tag.ImageOrientationPatient, VR.DS, orientation)
                .setDouble(Tag.PixelSpacing, VR.DS, rowSpacingMm, columnSpacingMm)
                .setDouble(Tag.SliceThickness, VR.DS, thicknessMm);
    }
}
