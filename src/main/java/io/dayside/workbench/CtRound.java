package io.dayside.workbench;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * CT studies with UIDs that no server has met, as files: 512 by 512 pixels of 16 bits, 200 slices a series, every slice a
 * picture of its own within the series. All studies are shared among all senders, as a scanner's several associations do.
 */
final class CtRound {

    private static final int SIDE = 512;
    private static final int AIR = -1000;
    private static final int TISSUE = 40;
    private static final double NOISE = 12;
    private static final int BUFFER = 1 << 20;

    private final int studies;
    private final List<byte[]> pixels = new ArrayList<>();

    CtRound(int studies, int slices) {
        this.studies = studies;
        var random = new Random(1);
        for (int slice = 0; slice < slices; slice++) {
            pixels.add(pixels((double) slice / slices - 0.5, random));
        }
    }

    private static byte[] pixels(double z, Random random) {
        byte[] bytes = new byte[SIDE * SIDE * 2];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int row = i / SIDE;
            double x = (i % SIDE) * 2.0 / SIDE - 1;
            double y = row * 2.0 / SIDE - 1;
            boolean body = x * x / 0.67 + y * y / 0.38 < 1 - z * z;
            int value = (int) Math.round((body ? TISSUE : AIR) + random.nextGaussian() * NOISE);
            bytes[i * 2] = (byte) value;
            bytes[i * 2 + 1] = (byte) (value >> 8);
        }
        return bytes;
    }

    int instances() {
        return studies * pixels.size();
    }

    /**
     * Writes all studies again with new UIDs, below one folder a sender, and waits until they are on the disk, so that
     * nobody pays for it later.
     */
    Sent write(Path folder, int senders) throws IOException, InterruptedException {
        List<Path> folders = new ArrayList<>();
        for (int sender = 0; sender < senders; sender++) {
            folders.add(Files.createDirectories(folder.resolve("sender-" + sender)));
        }
        List<String> uids = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        long bytes = 0;
        for (int study = 0; study < studies; study++) {
            Attributes header = header(study);
            uids.add(header.getString(Tag.StudyInstanceUID, ""));
            for (int slice = 0; slice < pixels.size(); slice++) {
                Path file = folders.get(slice % senders).resolve("%03d-%04d.dcm".formatted(study, slice));
                write(file, header, slice);
                bytes += Files.size(file);
                files.add(file);
            }
        }
        Rival.run(List.of("sync"));
        return new Sent(folders, files, uids, bytes);
    }

    /**
     * What one round sends.
     *
     * @param folders one a sender
     * @param studies Study Instance UIDs
     * @param bytes of all files
     */
    record Sent(List<Path> folders, List<Path> files, List<String> studies, long bytes) {}

    private static Attributes header(int study) {
        return new Attributes()
                .setString(Tag.ImageType, VR.CS, "ORIGINAL", "PRIMARY", "AXIAL")
                .setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage)
                .setString(Tag.StudyDate, VR.DA, "20260101")
                .setString(Tag.SeriesDate, VR.DA, "20260101")
                .setString(Tag.StudyTime, VR.TM, "120000")
                .setString(Tag.SeriesTime, VR.TM, "120000")
                .setString(Tag.AccessionNumber, VR.SH, "BENCH" + study)
                .setString(Tag.Modality, VR.CS, "CT")
                .setString(Tag.Manufacturer, VR.LO, "Bench")
                .setString(Tag.InstitutionName, VR.LO, "Bench")
                .setString(Tag.ReferringPhysicianName, VR.PN, "Bench^Referrer")
                .setString(Tag.StudyDescription, VR.LO, "CT chest")
                .setString(Tag.SeriesDescription, VR.LO, "axial 1.0")
                .setString(Tag.PatientName, VR.PN, "Synthetic^" + study)
                .setString(Tag.PatientID, VR.LO, UIDs.random().substring(0, 20))
                .setString(Tag.PatientBirthDate, VR.DA, "19700101")
                .setString(Tag.PatientSex, VR.CS, "O")
                .setString(Tag.BodyPartExamined, VR.CS, "CHEST")
                .setString(Tag.SliceThickness, VR.DS, "1.0")
                .setString(Tag.StudyInstanceUID, VR.UI, UIDs.random())
                .setString(Tag.SeriesInstanceUID, VR.UI, UIDs.random())
                .setString(Tag.StudyID, VR.SH, Integer.toString(study))
                .setString(Tag.SeriesNumber, VR.IS, "1")
                .setString(Tag.FrameOfReferenceUID, VR.UI, UIDs.random())
                .setString(Tag.ImageOrientationPatient, VR.DS, "1", "0", "0", "0", "1", "0")
                .setInt(Tag.SamplesPerPixel, VR.US, 1)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2")
                .setInt(Tag.Rows, VR.US, SIDE)
                .setInt(Tag.Columns, VR.US, SIDE)
                .setString(Tag.PixelSpacing, VR.DS, "0.7", "0.7")
                .setInt(Tag.BitsAllocated, VR.US, 16)
                .setInt(Tag.BitsStored, VR.US, 16)
                .setInt(Tag.HighBit, VR.US, 15)
                .setInt(Tag.PixelRepresentation, VR.US, 1)
                .setString(Tag.WindowCenter, VR.DS, "40")
                .setString(Tag.WindowWidth, VR.DS, "400")
                .setString(Tag.RescaleIntercept, VR.DS, "0")
                .setString(Tag.RescaleSlope, VR.DS, "1");
    }

    private void write(Path file, Attributes header, int slice) throws IOException {
        header.setString(Tag.SOPInstanceUID, VR.UI, UIDs.random())
                .setString(Tag.InstanceNumber, VR.IS, Integer.toString(slice + 1))
                .setString(
                        Tag.ImagePositionPatient, VR.DS, "-179.2", "-179.2", String.format(Locale.ROOT, "%.1f", (double)
                                slice))
                .setBytes(Tag.PixelData, VR.OW, pixels.get(slice));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
            DicomFile.write(out, FileMetaInformation.of(header, UID.ExplicitVRLittleEndian), header);
        }
    }
}
