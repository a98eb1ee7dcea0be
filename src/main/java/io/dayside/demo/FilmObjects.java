package io.dayside.demo;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;

/** Digital X-Ray objects for presentation, all but their pixels; PS3.3 A.26. */
final class FilmObjects {

    private FilmObjects() {}

    static Attributes chest(StudyHeader header, int rows, int columns, int bitsStored, double spacingMm) {
        Attributes object = ObjectBuilder.common(header, UID.DigitalXRayImageStorageForPresentation, "DX", 1);
        double white = (1 << bitsStored) - 1.0;
        object.setString(Tag.PresentationIntentType, VR.CS, "FOR PRESENTATION")
                .setString(Tag.StudyDescription, VR.LO, "Chest PA")
                .setString(Tag.SeriesDescription, VR.LO, "Chest PA")
                .setString(Tag.BodyPartExamined, VR.CS, "CHEST")
                .setString(Tag.ImageLaterality, VR.CS, "U")
                .setString(Tag.PatientOrientation, VR.CS, "L", "F")
                .setString(Tag.ViewPosition, VR.CS, "PA")
                .setNull(Tag.PositionerType, VR.CS)
                .setNull(Tag.DetectorType, VR.CS)
                .setDouble(Tag.ImagerPixelSpacing, VR.DS, spacingMm, spacingMm)
                .setString(Tag.PixelIntensityRelationship, VR.CS, "LOG")
                .setInt(Tag.PixelIntensityRelationshipSign, VR.SS, 1)
                .setDouble(Tag.RescaleIntercept, VR.DS, 0)
                .setDouble(Tag.RescaleSlope, VR.DS, 1)
                .setString(Tag.RescaleType, VR.LO, "US")
                .setString(Tag.PresentationLUTShape, VR.CS, "IDENTITY")
                .setString(Tag.BurnedInAnnotation, VR.CS, "NO")
                .setDouble(Tag.WindowCenter, VR.DS, (white + 1) / 2)
                .setDouble(Tag.WindowWidth, VR.DS, white + 1);
        object.newSequence(Tag.AnatomicRegionSequence).add(ObjectBuilder.code("51185008", "SCT", "Chest"));
        object.newSequence(Tag.AcquisitionContextSequence);
        object.newSequence(Tag.ViewCodeSequence).add(ObjectBuilder.code("399348003", "SCT", "postero-anterior"));
        ObjectBuilder.pixels(object, rows, columns, bitsStored);
        return object;
    }
}
