package io.dayside.testing;

import io.dayside.archive.ReceivedInstance;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.tenancy.TenantId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A small CT slice whose identifiers a test chooses: 8 by 8 pixels, 16 bits, pixel values {@code 0, 1, 2 …}. */
public record CtSlice(
        String studyUid, String seriesUid, String sopUid, String patientId, String accession, int number, double z) {

    public static final int ROWS = 8;
    public static final int COLUMNS = 8;

    /** The first slice of a new study. */
    public static CtSlice ofNewStudy() {
        return new CtSlice(UIDs.random(), UIDs.random(), UIDs.random(), "P-1", "ACC-" + System.nanoTime(), 1, 0);
    }

    /** Another slice of the same series, one millimetre further for each number. */
    public CtSlice sibling(int siblingNumber) {
        return new CtSlice(studyUid, seriesUid, UIDs.random(), patientId, accession, siblingNumber, siblingNumber);
    }

    public CtSlice withPatient(String otherPatientId) {
        return new CtSlice(studyUid, seriesUid, sopUid, otherPatientId, accession, number, z);
    }

    public CtSlice withNumber(int otherNumber) {
        return new CtSlice(studyUid, seriesUid, sopUid, patientId, accession, otherNumber, z);
    }

    public CtSlice withZ(double otherZ) {
        return new CtSlice(studyUid, seriesUid, sopUid, patientId, accession, number, otherZ);
    }

    public CtSlice withAccession(String otherAccession) {
        return new CtSlice(studyUid, seriesUid, sopUid, patientId, otherAccession, number, z);
    }

    public Attributes dataset() {
        var pixels = new short[ROWS * COLUMNS];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (short) i;
        }
        return new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192")
                .setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, sopUid)
                .setString(Tag.StudyDate, VR.DA, "20261124")
                .setString(Tag.StudyTime, VR.TM, "081500")
                .setString(Tag.AccessionNumber, VR.SH, accession)
                .setString(Tag.Modality, VR.CS, "CT")
                .setString(Tag.StudyDescription, VR.LO, "CT head")
                .setString(Tag.SeriesDescription, VR.LO, "axial")
                .setString(Tag.PatientName, VR.PN, "Phantom^Test")
                .setString(Tag.PatientID, VR.LO, patientId)
                .setString(Tag.PatientBirthDate, VR.DA, "19700131")
                .setString(Tag.PatientSex, VR.CS, "O")
                .setString(Tag.BodyPartExamined, VR.CS, "HEAD")
                .setString(Tag.SliceThickness, VR.DS, "1")
                .setString(Tag.StudyInstanceUID, VR.UI, studyUid)
                .setString(Tag.SeriesInstanceUID, VR.UI, seriesUid)
                .setString(Tag.SeriesNumber, VR.IS, "2")
                .setString(Tag.InstanceNumber, VR.IS, Integer.toString(number))
                .setString(Tag.ImagePositionPatient, VR.DS, "-4", "-4", Double.toString(z))
                .setString(Tag.ImageOrientationPatient, VR.DS, "1", "0", "0", "0", "1", "0")
                .setInt(Tag.SamplesPerPixel, VR.US, 1)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2")
                .setInt(Tag.Rows, VR.US, ROWS)
                .setInt(Tag.Columns, VR.US, COLUMNS)
                .setString(Tag.PixelSpacing, VR.DS, "0.5", "0.25")
                .setInt(Tag.BitsAllocated, VR.US, 16)
                .setInt(Tag.BitsStored, VR.US, 12)
                .setInt(Tag.HighBit, VR.US, 11)
                .setInt(Tag.PixelRepresentation, VR.US, 0)
                .setString(Tag.WindowCenter, VR.DS, "40")
                .setString(Tag.WindowWidth, VR.DS, "80")
                .setString(Tag.RescaleIntercept, VR.DS, "-1024")
                .setString(Tag.RescaleSlope, VR.DS, "1")
                .setShorts(Tag.PixelData, VR.OW, pixels);
    }

    /** The slice as a sender's stream carries it. */
    public byte[] encoded() {
        return encoded(dataset(), TransferSyntax.EXPLICIT_LITTLE);
    }

    public static byte[] encoded(Attributes dataset, TransferSyntax syntax) {
        var bytes = new ByteArrayOutputStream();
        try {
            DicomOutput.writeDataset(bytes, syntax, dataset);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The slice as it is offered to the archive. */
    public ReceivedInstance offeredTo(TenantId tenant) {
        return offeredTo(tenant, encoded());
    }

    /** Any bytes, announced as this slice. */
    public ReceivedInstance offeredTo(TenantId tenant, byte[] encodedDataset) {
        return new ReceivedInstance(
                tenant,
                "MAIN",
                "NG_CT1",
                UID.CTImageStorage,
                sopUid,
                UID.ExplicitVRLittleEndian,
                new ByteArrayInputStream(encodedDataset));
    }
}
