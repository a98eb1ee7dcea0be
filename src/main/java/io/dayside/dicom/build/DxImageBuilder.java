package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;

/** A digital X-ray image for presentation, PS3.3 A.26. */
public final class DxImageBuilder {

    private final ObjectIdentity identity;
    private final PixelArray pixels;
    private final double spacingMm;
    private Code region = new Code("51185008", "SCT", "Chest");
    private String bodyPart = "CHEST";
    private String laterality = "U";
    private String[] orientation = {"L", "F"};
    private String viewPosition = "PA";

    /**
     * @param pixels unsigned, one sample each
     * @param spacingMm between pixels at the detector
     */
    public DxImageBuilder(ObjectIdentity identity, PixelArray pixels, double spacingMm) {
        if (pixels.isColour() || pixels.isSigned()) {
            throw new IllegalArgumentException("digital X-ray has unsigned grey pixels");
        }
        this.identity = identity;
        this.pixels = pixels;
        this.spacingMm = spacingMm;
    }

    /**
     * What is shown; a chest unless called.
     *
     * @param bodyPartTerm defined term of PS3.16 Annex L, such as HAND
     * @param imageLaterality R, L, U for unpaired or B for both
     */
    public DxImageBuilder anatomy(Code anatomicRegion, String bodyPartTerm, String imageLaterality) {
        this.region = anatomicRegion;
        this.bodyPart = bodyPartTerm;
        this.laterality = imageLaterality;
        return this;
    }

    /**
     * From where; from the back unless called.
     *
     * @param position such as PA, AP, LL
     * @param rowTowards where rows run, such as L or A
     * @param columnTowards where columns run, such as F
     */
    public DxImageBuilder view(String position, String rowTowards, String columnTowards) {
        this.viewPosition = position;
        this.orientation = new String[] {rowTowards, columnTowards};
        return this;
    }

    public Attributes build() {
        double values = 1 << pixels.bitsStored();
        Attributes image = identity.newDataset(UID.DigitalXRayImageStorageForPresentation, "DX")
                .setString(Tag.PresentationIntentType, VR.CS, "FOR PRESENTATION")
                .setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY")
                .setString(Tag.BodyPartExamined, VR.CS, bodyPart)
                .setString(Tag.ImageLaterality, VR.CS, laterality)
                .setString(Tag.PatientOrientation, VR.CS, orientation)
                .setString(Tag.ViewPosition, VR.CS, viewPosition)
                .setNull(Tag.PositionerType, VR.CS)
                .setNull(Tag.DetectorType, VR.CS)
                .setDouble(Tag.ImagerPixelSpacing, VR.DS, spacingMm, spacingMm)
                .setString(Tag.PixelIntensityRelationship, VR.CS, "LOG")
                .setInt(Tag.PixelIntensityRelationshipSign, VR.SS, 1)
                .setDouble(Tag.RescaleIntercept, VR.DS, 0)
                .setDouble(Tag.RescaleSlope, VR.DS, 1)
                .setString(Tag.RescaleType, VR.LO, "US")
                .setString(Tag.PresentationLUTShape, VR.CS, "IDENTITY")
                .setString(Tag.LossyImageCompression, VR.CS, "00")
                .setString(Tag.BurnedInAnnotation, VR.CS, "NO")
                .setDouble(Tag.WindowCenter, VR.DS, values / 2)
                .setDouble(Tag.WindowWidth, VR.DS, values);
        identity.addContentTime(image);
        image.setString(Tag.AcquisitionDate, VR.DA, identity.date());
        image.setString(Tag.AcquisitionTime, VR.TM, identity.time());
        image.newSequence(Tag.AcquisitionContextSequence);
        Code.set(image, Tag.AnatomicRegionSequence, region);
        pixels.addTo(image);
        return image;
    }
}
