package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;

/** One axial or other slice of computed tomography, PS3.3 A.3. */
public final class CtImageBuilder {

    private final ObjectIdentity identity;
    private final PixelArray pixels;
    private final SlicePlane plane;
    private double slope = 1;
    private double intercept;
    private double peakKilovoltage;
    private String[] imageType = {"ORIGINAL", "PRIMARY", "AXIAL"};
    private double windowCenter = 40;
    private double windowWidth = 400;
    private String bodyPart = "";

    /** @param pixels of 9 to 16 bits, one sample each */
    public CtImageBuilder(ObjectIdentity identity, PixelArray pixels, SlicePlane plane) {
        if (pixels.isColour() || pixels.bitsStored() <= Byte.SIZE) {
            throw new IllegalArgumentException("CT has grey pixels of more than 8 bits");
        }
        this.identity = identity;
        this.pixels = pixels;
        this.plane = plane;
    }

    /** How stored values become Hounsfield units; as they are unless called. */
    public CtImageBuilder rescale(double toSlope, double toIntercept) {
        this.slope = toSlope;
        this.intercept = toIntercept;
        return this;
    }

    /** In Hounsfield units. */
    public CtImageBuilder window(double center, double width) {
        this.windowCenter = center;
        this.windowWidth = width;
        return this;
    }

    public CtImageBuilder peakKilovoltage(double kilovolt) {
        this.peakKilovoltage = kilovolt;
        return this;
    }

    /** A defined term of PS3.16 Annex L, such as HEAD. */
    public CtImageBuilder bodyPart(String term) {
        this.bodyPart = term;
        return this;
    }

    /** The slice was computed from others, such as a reformation. */
    public CtImageBuilder derived() {
        this.imageType = new String[] {"DERIVED", "SECONDARY", "AXIAL"};
        return this;
    }

    public Attributes build() {
        Attributes image = identity.newDataset(UID.CTImageStorage, "CT")
                .setString(Tag.ImageType, VR.CS, imageType)
                .setNull(Tag.PatientPosition, VR.CS)
                .setNull(Tag.AcquisitionNumber, VR.IS)
                .setDouble(Tag.RescaleIntercept, VR.DS, intercept)
                .setDouble(Tag.RescaleSlope, VR.DS, slope)
                .setString(Tag.RescaleType, VR.LO, "HU")
                .setDouble(Tag.WindowCenter, VR.DS, windowCenter)
                .setDouble(Tag.WindowWidth, VR.DS, windowWidth);
        if (peakKilovoltage > 0) {
            image.setDouble(Tag.KVP, VR.DS, peakKilovoltage);
        } else {
            image.setNull(Tag.KVP, VR.DS);
        }
        if (!bodyPart.isEmpty()) {
            image.setString(Tag.BodyPartExamined, VR.CS, bodyPart);
        }
        identity.addContentTime(image);
        plane.addTo(image);
        pixels.addTo(image);
        return image;
    }
}
