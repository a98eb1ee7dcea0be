package io.dayside.dicom.build;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import org.jspecify.annotations.Nullable;

/** A picture that came from outside of any modality, PS3.3 A.8. */
public final class SecondaryCaptureBuilder {

    private final ObjectIdentity identity;
    private final PixelArray pixels;
    private boolean derived;
    private @Nullable Boolean burnedIn;

    public SecondaryCaptureBuilder(ObjectIdentity identity, PixelArray pixels) {
        this.identity = identity;
        this.pixels = pixels;
    }

    /** The picture was computed from others. */
    public SecondaryCaptureBuilder derived() {
        this.derived = true;
        return this;
    }

    /** Whether names are written into the pixels; not said unless called. */
    public SecondaryCaptureBuilder burnedInAnnotation(boolean present) {
        this.burnedIn = present;
        return this;
    }

    public Attributes build() {
        Attributes image = identity.newDataset(UID.SecondaryCaptureImageStorage, "OT")
                .setString(Tag.ConversionType, VR.CS, "WSD")
                .setString(Tag.ImageType, VR.CS, derived ? "DERIVED" : "ORIGINAL", "SECONDARY")
                .setNull(Tag.Laterality, VR.CS)
                .setNull(Tag.PatientOrientation, VR.CS);
        identity.addContentTime(image);
        if (burnedIn != null) {
            image.setString(Tag.BurnedInAnnotation, VR.CS, burnedIn ? "YES" : "NO");
        }
        pixels.addTo(image);
        return image;
    }
}
