package io.dayside.dicomweb;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.frame.codec.Picture;
import io.dayside.dicom.frame.jpegls.JpegLsEncoder;
import io.dayside.testing.CtSlice;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Studies for viewers: heads of which each slice has a grey of its own in its middle, so that a screen tells which slice
 * it shows and whether rescale and window were applied.
 */
final class ViewerStudies {

    static final int SLICES = 20;
    static final String PATIENT_NAME = "Beispiel^Anna";

    private static final int SIZE = 64;
    private static final int AIR = 24;
    private static final int BONE = 2024;
    private static final int BITS_STORED = 12;

    private ViewerStudies() {}

    /** @param files of PS3.10 */
    record ViewerStudy(String studyUid, List<byte[]> files) {}

    /** Of the middle of a slice. */
    static int hounsfield(int number, boolean compressed) {
        return 3 * number + (compressed ? 1 : 0);
    }

    /** Two series of CT: the second is compressed by JPEG-LS. */
    static ViewerStudy headCt(String patientId) throws IOException {
        var plain = new CtSlice(UIDs.random(), UIDs.random(), UIDs.random(), patientId, "ACC-CT", 1, 0);
        var compressed = new CtSlice(plain.studyUid(), UIDs.random(), UIDs.random(), patientId, "ACC-CT", 1, 0);
        var files = new ArrayList<byte[]>();
        for (int number = 1; number <= SLICES; number++) {
            var first = head(plain, number).setShorts(Tag.PixelData, VR.OW, pixels(hounsfield(number, false)));
            files.add(file(first, UID.ExplicitVRLittleEndian));
            var second = head(compressed, number)
                    .setString(Tag.SeriesNumber, VR.IS, "3")
                    .setString(Tag.SeriesDescription, VR.LO, "axial, JPEG-LS")
                    .setFragments(compressed(pixels(hounsfield(number, true))));
            files.add(file(second, UID.JPEGLSLossless));
        }
        return new ViewerStudy(plain.studyUid(), files);
    }

    /** One film. */
    static ViewerStudy chestDx(String patientId, int hounsfieldInTheMiddle) throws IOException {
        var slice = new CtSlice(UIDs.random(), UIDs.random(), UIDs.random(), patientId, "ACC-DX", 1, 0);
        var film = head(slice, 1)
                .setString(Tag.SOPClassUID, VR.UI, UID.DigitalXRayImageStorageForPresentation)
                .setString(Tag.Modality, VR.CS, "DX")
                .setString(Tag.StudyDescription, VR.LO, "Chest")
                .setString(Tag.SeriesDescription, VR.LO, "PA")
                .setString(Tag.BodyPartExamined, VR.CS, "CHEST")
                .setString(Tag.PresentationIntentType, VR.CS, "FOR PRESENTATION")
                .setString(Tag.ImagerPixelSpacing, VR.DS, "0.2", "0.2")
                .setString(Tag.PresentationLUTShape, VR.CS, "IDENTITY")
                .setShorts(Tag.PixelData, VR.OW, pixels(hounsfieldInTheMiddle));
        film.remove(Tag.ImagePositionPatient);
        film.remove(Tag.ImageOrientationPatient);
        film.remove(Tag.SliceThickness);
        film.remove(Tag.PixelSpacing);
        return new ViewerStudy(slice.studyUid(), List.of(file(film, UID.ExplicitVRLittleEndian)));
    }

    /** What the window of {@link CtSlice} makes of a value, PS3.3 C.11.2.1.2.1. */
    static int grey(int hounsfield) {
        return (int) Math.round(((hounsfield - 39.5) / 79 + 0.5) * 255);
    }

    private static Attributes head(CtSlice series, int number) {
        var slice = number == 1 ? series : series.sibling(number);
        return slice.withZ(2.0 * number)
                .dataset()
                .setString(Tag.PatientName, VR.PN, PATIENT_NAME)
                .setString(Tag.PatientPosition, VR.CS, "HFS")
                .setString(Tag.FrameOfReferenceUID, VR.UI, series.seriesUid() + ".1")
                .setString(Tag.SliceThickness, VR.DS, "2")
                .setString(Tag.PixelSpacing, VR.DS, "3", "3")
                .setInt(Tag.Rows, VR.US, SIZE)
                .setInt(Tag.Columns, VR.US, SIZE);
    }

    private static short[] pixels(int hounsfield) {
        var pixels = new short[SIZE * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            int row = i / SIZE;
            double radius = Math.hypot(i % SIZE - (SIZE - 1) / 2.0, row - (SIZE - 1) / 2.0);
            pixels[i] = (short) (radius > 28 ? AIR : radius > 25 ? BONE : 1024 + hounsfield);
        }
        return pixels;
    }

    private static Fragments compressed(short[] pixels) {
        var stream = JpegLsEncoder.encode(new Picture(SIZE, SIZE, 1, BITS_STORED, pixels));
        var fragment = Arrays.copyOf(stream, stream.length + stream.length % 2);
        return new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(fragment));
    }

    private static byte[] file(Attributes dataset, String syntax) throws IOException {
        var bytes = new ByteArrayOutputStream();
        DicomFile.write(bytes, FileMetaInformation.of(dataset, syntax), dataset);
        return bytes.toByteArray();
    }
}
