package io.dayside.workbench;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What was made to be sent, and what the server acknowledged of it. */
final class Ledger {

    /** Of files, behind their SOP Instance UIDs. */
    static final String SUFFIX = ".dcm";

    private static final int STUDIES = 6;
    private static final int SMALL_SIDE = 96;
    private static final int MIDDLE_SIDE = 400;
    private static final int LARGE_SIDE = 1600;
    private static final int MIDDLE_EVERY = 10;
    private static final int LARGE_EVERY = 5;
    private static final int STUDY_LASTS = 500;
    private static final int CUT_OFF_HEADER = 45;

    private final Path folder;
    private final Random random;
    private final Map<String, Sent> byUid = new LinkedHashMap<>();
    private final Map<Path, Sent> byFile = new LinkedHashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final ArrayDeque<Sent> again = new ArrayDeque<>();
    private final List<String> studies = new ArrayList<>();
    private int bads;

    /** An object and the digest of its data set. */
    record Sent(String sopInstanceUid, String studyInstanceUid, byte[] sha256, Path file) {}

    Ledger(Path folder, Random random) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.random = random;
    }

    /** Files for one sender: first what nobody acknowledged, as a modality repeats it, then new ones. */
    List<Path> next(int count, boolean large) throws IOException {
        List<Path> files = new ArrayList<>();
        while (files.size() < count) {
            Sent sent = again.isEmpty() ? make(large && random.nextInt(LARGE_EVERY) == 0) : again.remove();
            files.add(sent.file());
        }
        return files;
    }

    private Sent make(boolean large) throws IOException {
        int side = large ? LARGE_SIDE : random.nextInt(MIDDLE_EVERY) == 0 ? MIDDLE_SIDE : SMALL_SIDE;
        String study = study();
        Attributes dataset = slice(study, side);
        var bytes = new ByteArrayOutputStream();
        DicomOutput.writeDataset(bytes, TransferSyntax.EXPLICIT_LITTLE, dataset);
        String uid = dataset.getString(Tag.SOPInstanceUID, "");
        Path file = BenchObjects.write(folder.resolve(uid + SUFFIX), dataset);
        var sent = new Sent(uid, study, sha256().digest(bytes.toByteArray()), file);
        byUid.put(uid, sent);
        byFile.put(file, sent);
        return sent;
    }

    /**
     * An object that no store may take and that is not in the ledger: of no study, or cut off in its header.
     *
     * @return a file named as the others are
     */
    synchronized Path bad() throws IOException {
        bads++;
        Attributes dataset = slice(UIDs.random(), SMALL_SIDE);
        Path file = folder.resolve(dataset.getString(Tag.SOPInstanceUID, "") + SUFFIX);
        if (bads % 2 == 0) {
            dataset.remove(Tag.StudyInstanceUID);
            return BenchObjects.write(file, dataset);
        }
        BenchObjects.write(file, dataset);
        byte[] whole = Files.readAllBytes(file);
        return Files.write(file, Arrays.copyOf(whole, whole.length - SMALL_SIDE * SMALL_SIDE * 2 - CUT_OFF_HEADER));
    }

    private String study() {
        if (byUid.size() % STUDY_LASTS == 0) {
            studies.clear();
            for (int i = 0; i < STUDIES; i++) {
                studies.add(UIDs.random());
            }
        }
        return studies.get(random.nextInt(STUDIES));
    }

    private Attributes slice(String study, int side) {
        byte[] pixels = new byte[side * side * 2];
        random.nextBytes(pixels);
        return new Attributes()
                .setString(Tag.SOPClassUID, VR.UI, UID.CTImageStorage)
                .setString(Tag.SOPInstanceUID, VR.UI, UIDs.random())
                .setString(Tag.StudyDate, VR.DA, "20261124")
                .setString(Tag.Modality, VR.CS, "CT")
                .setString(Tag.PatientName, VR.PN, "Chaos^" + study.substring(study.length() - 4))
                .setString(Tag.PatientID, VR.LO, study.substring(study.length() - 8))
                .setString(Tag.StudyInstanceUID, VR.UI, study)
                .setString(Tag.SeriesInstanceUID, VR.UI, study + "." + (1 + random.nextInt(2)))
                .setInt(Tag.InstanceNumber, VR.IS, byUid.size())
                .setInt(Tag.SamplesPerPixel, VR.US, 1)
                .setString(Tag.PhotometricInterpretation, VR.CS, "MONOCHROME2")
                .setInt(Tag.Rows, VR.US, side)
                .setInt(Tag.Columns, VR.US, side)
                .setInt(Tag.BitsAllocated, VR.US, Short.SIZE)
                .setInt(Tag.BitsStored, VR.US, Short.SIZE)
                .setInt(Tag.HighBit, VR.US, Short.SIZE - 1)
                .setInt(Tag.PixelRepresentation, VR.US, 0)
                .setBytes(Tag.PixelData, VR.OW, pixels);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Books what became of the files of one sender. */
    void book(List<Path> sent, Set<Path> success) throws IOException {
        for (Path file : sent) {
            Sent object = byFile.get(file);
            if (object == null) {
                throw new IllegalArgumentException("not of this ledger: " + file);
            }
            if (success.contains(file)) {
                acknowledged.add(object.sopInstanceUid());
                Files.delete(file);
            } else {
                again.add(object);
            }
        }
    }

    Set<String> acknowledged() {
        return acknowledged;
    }

    Map<String, Sent> sent() {
        return byUid;
    }
}
