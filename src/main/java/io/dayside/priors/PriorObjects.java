package io.dayside.priors;

import io.dayside.archive.Archive;
import io.dayside.archive.ReceivedInstance;
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

/** Takes the objects of one prior into the archive: of that study and that patient, and no more than are bearable. */
final class PriorObjects implements StoreHandler {

    static final int MAX_OBJECTS = 20_000;
    static final long MAX_BYTES = 16L * 1024 * 1024 * 1024;

    private final Archive archive;
    private final String facility;
    private final StudyRef study;
    private final String patientId;
    private final int maxObjects;
    private final long maxBytes;
    private int kept;
    private int refused;
    private long bytes;
    private boolean noRoom;

    PriorObjects(Archive archive, String facility, StudyRef study, String patientId) {
        this(archive, facility, study, patientId, MAX_OBJECTS, MAX_BYTES);
    }

    PriorObjects(Archive archive, String facility, StudyRef study, String patientId, int maxObjects, long maxBytes) {
        this.archive = archive;
        this.facility = facility;
        this.study = study;
        this.patientId = patientId;
        this.maxObjects = maxObjects;
        this.maxBytes = maxBytes;
    }

    int kept() {
        return kept;
    }

    int refused() {
        return refused;
    }

    /** Whether no more are taken: there are too many, or too large ones, or there is no room for them here. */
    boolean isFull() {
        return kept + refused >= maxObjects || bytes >= maxBytes || noRoom;
    }

    /** Whether the archive has no room for this hospital, which it may have later. */
    boolean hadNoRoom() {
        return noRoom;
    }

    /** Whether an object was broken off since all together would have become too large. */
    boolean areTooLarge() {
        return bytes > maxBytes;
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

    /** An object that would go beyond the bound breaks off. */
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
            if (bytes > maxBytes) {
                throw new IOException("the prior is larger than can be taken");
            }
            return result;
        }
    }
}
