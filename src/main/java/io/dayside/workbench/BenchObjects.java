package io.dayside.workbench;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Pictures to measure with: a smooth field with noise, behind a header as long as a CT scanner's. */
final class BenchObjects {

    private static final int PRIVATE_ELEMENTS = 60;
    private static final int REFERENCES = 8;
    private static final int NOISE = 16;

    private BenchObjects() {}

    /**
     * The same picture in each frame.
     *
     * @param bitsStored 8, 12 or 16, unsigned
     */
    static Attributes picture(int side, int bitsStored, int frames) {
        int bytes = bitsStored > 8 ? 2 : 1;
        Attributes dataset = new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, UID.SecondaryCaptureImageStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, UIDs.random())
                .setString(Tag.StudyInstanceUID, VR.UI, UIDs.random())
                .setString(Tag.SeriesInstanceUID, VR.UI, UIDs.random())
                .setString(Tag.StudyDate, VR.DA, "20261124")
                .setString(Tag.Modality, VR.CS, "OT")
                .setString(Tag.PatientName, VR.PN, "Bench^Mark")
                .setString(Tag.PatientID, VR.LO, "BENCH")
                .setInt(Tag.SamplesPerPixel, VR.US, 1)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2")
                .setInt(Tag.NumberOfFrames, VR.IS, frames)
                .setInt(Tag.Rows, VR.US, side)
                .setInt(Tag.Columns, VR.US, side)
                .setInt(Tag.BitsAllocated, VR.US, bytes * 8)
                .setInt(Tag.BitsStored, VR.US, bitsStored)
                .setInt(Tag.HighBit, VR.US, bitsStored - 1)
                .setInt(Tag.PixelRepresentation, VR.US, 0)
                .setBytes(Tag.PixelData, bytes == 2 ? VR.OW : VR.OB, repeated(pixels(side, bitsStored, bytes), frames));
        addHeader(dataset);
        return dataset;
    }

    private static void addHeader(Attributes dataset) {
        dataset.setString(0x00090010, VR.LO, "DAYSIDE BENCH");
        for (int i = 0; i < PRIVATE_ELEMENTS; i++) {
            dataset.setString(0x00091000 | i, VR.LO, "private value " + i);
        }
        var references = dataset.newSequence(Tag.ReferencedImageSequence);
        for (int i = 0; i < REFERENCES; i++) {
            references
                    .addItem()
                    .setString(Tag.ReferencedSOPClassUID, VR.UI, UID.CTImageStorage)
                    .setString(Tag.ReferencedSOPInstanceUID, VR.UI, UIDs.random());
        }
    }

    private static byte[] pixels(int side, int bitsStored, int bytes) {
        byte[] pixels = new byte[side * side * bytes];
        Random random = new Random(1);
        int highest = (1 << bitsStored) - 1;
        for (int i = 0; i < side * side; i++) {
            int row = i / side;
            int column = i % side;
            double wave = Math.sin(column * 6.0 / side) * Math.cos(row * 5.0 / side);
            int value = (int) ((wave + 1) / 2 * (highest - NOISE)) + random.nextInt(NOISE);
            pixels[i * bytes] = (byte) value;
            if (bytes == 2) {
                pixels[i * 2 + 1] = (byte) (value >>> 8);
            }
        }
        return pixels;
    }

    private static byte[] repeated(byte[] frame, int frames) {
        byte[] all = new byte[frame.length * frames];
        for (int i = 0; i < frames; i++) {
            System.arraycopy(frame, 0, all, i * frame.length, frame.length);
        }
        return all;
    }

    static Path write(Path file, Attributes dataset) throws IOException {
        DicomFile.write(file, FileMetaInformation.of(dataset, UID.ExplicitVRLittleEndian), dataset);
        return file;
    }

    /** That many files of the same picture with UIDs of their own. */
    static List<Path> copies(Path folder, Attributes dataset, int count) throws IOException {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            dataset.setString(Tag.SOPInstanceUID, VR.UI, UIDs.random());
            files.add(write(folder.resolve("object-" + i), dataset));
        }
        return files;
    }
}
