package io.dayside.dicom.service;

import io.dayside.dicom.SampleSet;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.Fragments;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Objects of our own making for the archive, and those of the sample set that stand for a transfer syntax each. */
final class Synthetic {

    private Synthetic() {}

    /** A small image that nobody else has, of the patient, study and series of those numbers. */
    static Attributes image(int patient, int study, int series, int number) {
        Attributes image = new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100")
                .setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, "1.2.3." + patient + "." + study + "." + series + "." + number)
                .setString(Tag.StudyDate, VR.DA, "2026010" + study)
                .setString(Tag.StudyTime, VR.TM, "10" + study + "000")
                .setString(Tag.AccessionNumber, VR.SH, "A" + patient + study)
                .setString(Tag.Modality, VR.CS, "CT")
                .setString(Tag.PatientName, VR.PN, (patient == 2 ? "Müller" : "Test") + "^Person" + patient)
                .setString(Tag.PatientID, VR.LO, "P" + patient)
                .setString(Tag.StudyInstanceUID, VR.UI, "1.2.3." + patient + "." + study)
                .setString(Tag.SeriesInstanceUID, VR.UI, "1.2.3." + patient + "." + study + "." + series)
                .setString(Tag.SeriesNumber, VR.IS, Integer.toString(series))
                .setString(Tag.InstanceNumber, VR.IS, Integer.toString(number))
                .setInt(Tag.SamplesPerPixel, VR.US, 1)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2")
                .setInt(Tag.Rows, VR.US, 16)
                .setInt(Tag.Columns, VR.US, 16)
                .setInt(Tag.BitsAllocated, VR.US, 16)
                .setInt(Tag.BitsStored, VR.US, 16)
                .setInt(Tag.HighBit, VR.US, 15)
                .setInt(Tag.PixelRepresentation, VR.US, 0)
                .setBytes(Tag.PixelData, VR.OW, new byte[16 * 16 * 2]);
        image.newSequence(Tag.ProcedureCodeSequence)
                .addItem()
                .setString(Tag.CodeValue, VR.SH, "C" + study)
                .setString(Tag.CodingSchemeDesignator, VR.SH, "99TEST")
                .setString(Tag.CodeMeaning, VR.LO, "Procedure " + study);
        return image;
    }

    static MemoryArchive.Held held(Attributes dataset, String transferSyntaxUid) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DicomOutput.writeDataset(bytes, TransferSyntax.of(transferSyntaxUid), dataset);
        return new MemoryArchive.Held(dataset, transferSyntaxUid, bytes.toByteArray());
    }

    /** Two patients, two studies each, two series each, three images each: 24 objects. */
    static List<MemoryArchive.Held> hospital() throws IOException {
        List<MemoryArchive.Held> objects = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            objects.add(held(image(1 + i / 12, 1 + i / 6 % 2, 1 + i / 3 % 2, 1 + i % 3), UID.ExplicitVRLittleEndian));
        }
        return objects;
    }

    static Path write(MemoryArchive.Held object, Path file) throws IOException {
        DicomFile.write(
                file,
                FileMetaInformation.of(object.sopClassUid(), object.sopInstanceUid(), object.transferSyntaxUid()),
                object.header());
        return file;
    }

    /** An entry of a worklist for that day of January. */
    static Attributes scheduled(int day) {
        Attributes entry = new Attributes()
                .setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 100")
                .setString(Tag.AccessionNumber, VR.SH, "A" + day)
                .setString(Tag.ReferringPhysicianName, VR.PN, "Refers^Often")
                .setString(Tag.PatientName, VR.PN, "Test^Person" + day)
                .setString(Tag.PatientID, VR.LO, "P" + day)
                .setString(Tag.StudyInstanceUID, VR.UI, "1.2.3." + day)
                .setString(Tag.RequestedProcedureDescription, VR.LO, "CT of the head")
                .setString(Tag.RequestedProcedureID, VR.SH, "R" + day);
        entry.newSequence(Tag.ScheduledProcedureStepSequence)
                .addItem()
                .setString(Tag.Modality, VR.CS, "CT")
                .setString(Tag.ScheduledStationAETitle, VR.AE, "CT_1")
                .setString(Tag.ScheduledProcedureStepStartDate, VR.DA, "2026010" + day)
                .setString(Tag.ScheduledProcedureStepStartTime, VR.TM, "1200")
                .setString(Tag.ScheduledPerformingPhysicianName, VR.PN, "Performs^Well")
                .setString(Tag.ScheduledProcedureStepDescription, VR.LO, "Head")
                .setString(Tag.ScheduledProcedureStepID, VR.SH, "S" + day);
        return entry;
    }

    /** Encapsulated bytes that claim to be a video: networks do not look inside. */
    static Attributes video() {
        Fragments stream = new Fragments(Tag.PixelData, VR.OB, new byte[0], List.of(new byte[4000]));
        return new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, UID.VideoEndoscopicImageStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, UIDs.random())
                .setString(Tag.PatientID, VR.LO, "V1")
                .setString(Tag.StudyInstanceUID, VR.UI, "1.2.3.9")
                .setString(Tag.SeriesInstanceUID, VR.UI, "1.2.3.9.1")
                .setFragments(stream);
    }

    /** The smallest well-formed file of the sample set in each transfer syntax, by its UID; none twice by instance. */
    static Map<String, Path> samplePerSyntax() throws IOException {
        Map<String, Path> files = new TreeMap<>();
        Set<String> instances = new HashSet<>();
        List<SampleSet.Sample> samples = new ArrayList<>(SampleSet.all());
        samples.sort(Comparator.comparing(sample -> sample.file().toFile().length()));
        for (SampleSet.Sample sample : samples) {
            String syntax = sample.transferSyntax();
            if (!syntax.isEmpty() && !sample.malformed() && !files.containsKey(syntax)) {
                String instance = storable(sample.file());
                if (!instance.isEmpty() && instances.add(instance)) {
                    files.put(syntax, sample.file());
                }
            }
        }
        return files;
    }

    /** The SOP Instance UID; empty for what no storage class is for. */
    private static String storable(Path file) throws IOException {
        try {
            DicomFile header = DicomFile.readHeader(file);
            boolean storage = UIDs.isStorageSopClass(header.dataset().getString(Tag.SOPClassUID, ""));
            String instance = header.dataset().getString(Tag.SOPInstanceUID, "");
            return storage && header.warnings().isEmpty() && UIDs.isValid(instance) ? instance : "";
        } catch (MalformedDataset _) {
            return "";
        }
    }
}
