package io.dayside.priors;

import io.dayside.archive.Archive;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.SpareRoom;
import io.dayside.archive.SpareRoom.Spare;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.StudyRef;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.LookAhead;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.net.StoreHandler;
import io.dayside.dicom.net.StoreRequest;
import io.dayside.dicom.net.StoreResponse;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;

/** Takes the objects of one prior into the archive: of that study and that patient, and no more than are bearable. */
final class PriorObjects implements StoreHandler {

    /** By then the hospital itself uses all of its pace. */
    private static final Duration LONGEST_FOR_PACE = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Archive archive;
    private final SpareRoom room;
    private final String facility;
    private final StudyRef study;
    private final String patientId;
    private final FetchLimits limits;
    private final long begunNanos = System.nanoTime();
    private int kept;
    private int refused;
    private long bytes;
    private boolean noRoom;

    PriorObjects(
            Archive archive, SpareRoom room, String facility, StudyRef study, String patientId, FetchLimits limits) {
        this.archive = archive;
        this.room = room;
        this.facility = facility;
        this.study = study;
        this.patientId = patientId;
        this.limits = limits;
    }

    int kept() {
        return kept;
    }

    int refused() {
        return refused;
    }

    /** Whether no more are taken: there are too many, or too large ones, they come too slowly, or have no room here. */
    boolean isFull() {
        return kept + refused >= limits.objects() || bytes >= limits.bytes() || isLate() || noRoom;
    }

    private boolean isLate() {
        return System.nanoTime() - begunNanos > limits.time().toNanos();
    }

    /** Whether the archive has no room for this hospital, which it may have later. */
    boolean hadNoRoom() {
        return noRoom;
    }

    /** Whether an object was broken off since all together would have become too large, or took too long. */
    boolean areTooMuch() {
        return bytes > limits.bytes() || isLate();
    }

    @Override
    public StoreResponse store(StoreRequest request) throws IOException {
        return take(request.sopClassUid(), request.sopInstanceUid(), request.transferSyntaxUid(), request.dataset());
    }

    /** Takes a Part 10 object; its preamble is not kept. */
    void takeFile(InputStream file) throws IOException {
        try {
            var encoded = DicomFile.openDataset(file);
            var meta = encoded.meta();
            if (meta == null) {
                refuse(Status.CannotUnderstand);
            } else {
                take(
                        meta.mediaStorageSopClassUid(),
                        meta.mediaStorageSopInstanceUid(),
                        encoded.syntax().uid(),
                        encoded.bytes());
            }
        } catch (MalformedDataset _) {
            refuse(Status.CannotUnderstand);
        }
    }

    private StoreResponse take(String sopClassUid, String sopInstanceUid, String syntaxUid, InputStream dataset)
            throws IOException {
        if (isFull()) {
            return refuse(Status.OutOfResources);
        }
        try {
            var ahead = LookAhead.read(new Counting(dataset), TransferSyntax.of(syntaxUid), Tag.StudyInstanceUID);
            boolean asked = study.studyInstanceUid().equals(ahead.elements().getString(Tag.StudyInstanceUID, ""))
                    && patientId.equals(ahead.elements().getString(Tag.PatientID, ""));
            return asked
                    ? keep(new ReceivedInstance(
                            study.tenant(),
                            facility,
                            ReceivedInstance.PRIOR_SENDER,
                            sopClassUid,
                            sopInstanceUid,
                            syntaxUid,
                            ahead.dataset()))
                    : refuse(Status.DataSetDoesNotMatchSOPClass);
        } catch (MalformedDataset _) {
            return refuse(Status.CannotUnderstand);
        }
    }

    private StoreResponse keep(ReceivedInstance object) throws IOException {
        if (!awaitRoom()) {
            return refuse(StoreOutcome.Reason.NOT_ADMITTED);
        }
        var outcome = archive.store(object);
        return switch (outcome) {
            case StoreOutcome.Stored _, StoreOutcome.AlreadyHeld _ -> {
                kept++;
                yield StoreResponse.SUCCESS;
            }
            case StoreOutcome.Quarantined _ -> refuse(Status.DataSetDoesNotMatchSOPClass);
            case StoreOutcome.Refused rejection -> refuse(rejection.reason());
        };
    }

    /** What is sent to be read goes first: an object of a prior waits until there is more than that needs. */
    private boolean awaitRoom() throws IOException {
        long end = System.nanoTime() + LONGEST_FOR_PACE.toNanos();
        var spare = room.spare(study.tenant());
        while (spare == Spare.SOON && System.nanoTime() - end < 0 && !isLate()) {
            pause();
            spare = room.spare(study.tenant());
        }
        return spare == Spare.THERE;
    }

    private static void pause() throws InterruptedIOException {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while an object waited for room");
        }
    }

    private StoreResponse refuse(StoreOutcome.Reason reason) {
        int status = statusOf(reason);
        noRoom |= status == Status.OutOfResources;
        return refuse(status);
    }

    private static int statusOf(StoreOutcome.Reason reason) {
        return switch (reason) {
            case OUT_OF_RESOURCES, NOT_ADMITTED -> Status.OutOfResources;
            case MALFORMED, MISSING_IDENTIFIER -> Status.CannotUnderstand;
            case DATASET_MISMATCH, OTHER_CONTENT_UNDER_SAME_UID, STUDY_OF_ANOTHER_PATIENT ->
                Status.DataSetDoesNotMatchSOPClass;
        };
    }

    private StoreResponse refuse(int status) {
        refused++;
        return StoreResponse.of(status);
    }

    /** An object that would go beyond a bound breaks off. */
    private final class Counting extends FilterInputStream {

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            return next < 0 ? next : counted(1, next);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = super.read(into, offset, length);
            return count < 0 ? count : counted(count, count);
        }

        private int counted(int count, int result) throws IOException {
            bytes += count;
            if (bytes > limits.bytes()) {
                throw new IOException("the prior is larger than can be taken");
            }
            if (isLate()) {
                throw new IOException("the prior takes too long");
            }
            return result;
        }
    }
}
