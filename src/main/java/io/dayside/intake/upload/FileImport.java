package io.dayside.intake.upload;

import io.dayside.archive.Archive;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.StoreOutcome;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.file.Candidate;
import io.dayside.dicom.file.DicomFiles;
import io.dayside.dicom.file.Visitor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Takes one file, or what is in it where it is an archive, through the archive's door. */
final class FileImport implements Visitor {

    /** By which the archive knows where objects came from. */
    static final String SENDER = "upload";

    private static final byte[] PREFIX = "DICM".getBytes(StandardCharsets.US_ASCII);
    private static final int PREAMBLE_BYTES = 128;

    /** For one object: two minutes in which disk and database may come back. */
    private static final int MOST_WAITS = 24;

    private final Archive archive;
    private final Upload upload;
    private final UploadFile file;
    private final ImportProgress progress;
    private final Patience patience;
    private final List<FileReport.Note> notes = new ArrayList<>();
    private final Map<String, Integer> studies = new HashMap<>();
    private MediumDirectories directories = new MediumDirectories();
    private boolean archived;
    private int stored;
    private int heldBefore;
    private int keptAside;
    private int refused;
    private int skipped;

    /** Waits before the archive is asked once more. */
    @FunctionalInterface
    interface Patience {
        /** @throws Stopped when there will be no next time */
        void await() throws Stopped;
    }

    /** The import is to end before its time. */
    static final class Stopped extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** There is no room for the rest, and was none for a while. The file stays, to be imported again later. */
    static final class NoRoom extends IOException {
        private static final long serialVersionUID = 1L;

        NoRoom() {
            super("no room in the archive for the rest of a file");
        }
    }

    FileImport(Archive archive, Upload upload, UploadFile file, ImportProgress progress, Patience patience) {
        this.archive = archive;
        this.upload = upload;
        this.file = file;
        this.progress = progress;
        this.patience = patience;
    }

    /**
     * @throws Stopped where the server ends; the whole file is to be imported again then, which is harmless
     * @throws NoRoom where the archive has no room; the whole file is to be imported again later
     */
    FileReport run(Path bytes) throws IOException {
        beginAnew();
        if (file.bytes() == 0) {
            skipped++;
            return report();
        }
        try {
            DicomFiles.walk(bytes, UploadLimits.WALK, this);
        } catch (Stopped e) {
            if (!progress.cancelled()) {
                throw e;
            }
        }
        if (archived) {
            directories.broken(this::refuse);
        }
        return report();
    }

    private void beginAnew() {
        stored = 0;
        heldBefore = 0;
        keptAside = 0;
        refused = 0;
        skipped = 0;
        notes.clear();
        studies.clear();
        directories = new MediumDirectories();
        archived = false;
    }

    /** Whether the file is a DICOMDIR beside the files that it names. */
    boolean isDirectory() {
        return !archived && !directories.isEmpty();
    }

    private FileReport report() {
        return new FileReport(stored, heldBefore, keptAside, refused, skipped, List.copyOf(notes), Map.copyOf(studies));
    }

    @Override
    public void candidate(Candidate candidate) throws IOException {
        if (progress.cancelled()) {
            throw new Stopped();
        }
        var name = nameOf(candidate.name());
        archived |= !name.equals(file.name());
        directories.brought(name);
        try {
            take(candidate, name);
        } catch (MalformedDataset e) {
            if (e.problem() == MalformedDataset.Problem.NOT_DICOM || !saysThatItIsDicom(candidate)) {
                skipped++;
            } else {
                refuse(new FileReport.Note(name, LeftOut.of(e.problem())));
            }
        }
        progress.lookedAtOne();
    }

    private void take(Candidate candidate, String name) throws IOException, MalformedDataset {
        DicomFile header;
        try (InputStream in = candidate.open()) {
            header = DicomFile.readHeader(in);
        }
        var sopClass = header.dataset().getString(Tag.SOPClassUID, header.meta().mediaStorageSopClassUid());
        var sopInstance = header.dataset().getString(Tag.SOPInstanceUID, "");
        if (sopClass.equals(UID.MediaStorageDirectoryStorage)
                || header.dataset().contains(Tag.DirectoryRecordSequence)) {
            directories.add(name, header.dataset());
            skipped++;
        } else if (!UIDs.isStorageSopClass(sopClass)) {
            refuse(new FileReport.Note(name, LeftOut.NO_OBJECT));
        } else if (sopInstance.isEmpty()) {
            refuse(new FileReport.Note(name, LeftOut.MISSING_IDENTIFIER));
        } else {
            note(name, store(candidate, sopClass, sopInstance));
        }
    }

    private StoreOutcome store(Candidate candidate, String sopClass, String sopInstance)
            throws IOException, MalformedDataset {
        int waits = 0;
        while (true) {
            var outcome = storeOnce(candidate, sopClass, sopInstance);
            if (!(outcome instanceof StoreOutcome.Refused no) || !(no.isByPace() || no.isForWantOfRoom())) {
                return outcome;
            }
            if (!no.isByPace() && ++waits > MOST_WAITS) {
                throw new NoRoom();
            }
            patience.await();
        }
    }

    private StoreOutcome storeOnce(Candidate candidate, String sopClass, String sopInstance)
            throws IOException, MalformedDataset {
        try (InputStream in = candidate.open()) {
            var encoded = DicomFile.openDataset(in);
            return archive.store(new ReceivedInstance(
                    upload.id().tenant(),
                    upload.facility(),
                    SENDER,
                    sopClass,
                    sopInstance,
                    encoded.syntax().uid(),
                    encoded.bytes()));
        }
    }

    private void note(String name, StoreOutcome outcome) {
        switch (outcome) {
            case StoreOutcome.Stored one -> {
                stored++;
                studies.merge(one.study().studyInstanceUid(), 1, Integer::sum);
            }
            case StoreOutcome.AlreadyHeld one -> {
                heldBefore++;
                studies.merge(one.study().studyInstanceUid(), 1, Integer::sum);
            }
            case StoreOutcome.Quarantined aside -> {
                keptAside++;
                remember(new FileReport.Note(name, LeftOut.of(aside.reason())));
            }
            case StoreOutcome.Refused no -> refuse(new FileReport.Note(name, LeftOut.of(no.reason())));
        }
    }

    @Override
    public void refused(String name, Refusal why) {
        refuse(new FileReport.Note(nameOf(name), LeftOut.of(why)));
    }

    private void refuse(FileReport.Note note) {
        refused++;
        remember(note);
    }

    private void remember(FileReport.Note note) {
        if (notes.size() < FileRows.MOST_NOTES) {
            notes.add(note);
        }
    }

    /** The walk names our file, people know theirs. */
    private String nameOf(String walked) {
        return ShownName.of(
                file.name() + walked.substring(Integer.toString(file.number()).length()));
    }

    private static boolean saysThatItIsDicom(Candidate candidate) throws IOException {
        try (InputStream in = candidate.open()) {
            byte[] start = in.readNBytes(PREAMBLE_BYTES + PREFIX.length);
            return start.length > PREAMBLE_BYTES
                    && Arrays.equals(start, PREAMBLE_BYTES, start.length, PREFIX, 0, PREFIX.length);
        }
    }
}
