package io.dayside.dicom.fuzz;

import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.deident.CannotDeidentify;
import io.dayside.dicom.deident.Deidentifier;
import io.dayside.dicom.deident.PixelRegion;
import io.dayside.dicom.deident.Profile;
import io.dayside.dicom.deident.ProfileOption;
import io.dayside.dicom.deident.Pseudonyms;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Files: what comes out reads as a file. */
final class DeidentificationFuzz {

    private static final Pseudonyms PSEUDONYMS = new Pseudonyms(new byte[16]);
    private static final Deidentifier WHOLE = new Deidentifier(
            Profile.BASIC.with(
                    ProfileOption.RETAIN_MODIFIED_DATES,
                    ProfileOption.CLEAN_DESCRIPTORS,
                    ProfileOption.CLEAN_STRUCTURED_CONTENT,
                    ProfileOption.CLEAN_GRAPHICS,
                    ProfileOption.RETAIN_SAFE_PRIVATE),
            PSEUDONYMS);
    private static final Deidentifier REGION =
            new Deidentifier(Profile.BASIC.blackingOut(new PixelRegion(1, 1, 3, 3)), PSEUDONYMS);

    private DeidentificationFuzz() {}

    static void deidentify(byte[] input) throws IOException {
        deidentify(WHOLE, input);
        deidentify(REGION, input);
    }

    private static void deidentify(Deidentifier deidentifier, byte[] input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            deidentifier.deidentify(new ByteArrayInputStream(input), out);
        } catch (MalformedDataset | CannotDeidentify _) {
            return;
        }
        try {
            DicomFile.readHeader(new ByteArrayInputStream(out.toByteArray()));
        } catch (MalformedDataset e) {
            throw new AssertionError("what was written is refused", e);
        }
    }
}
