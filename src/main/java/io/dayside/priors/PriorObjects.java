package io.dayside.priors;

import io.dayside.archive.Archive;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.StudyRef;
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

    boolean isFull() {
        return kept + refused >= maxObjects || bytes >= maxBytes;
    }

    @Override
    public StoreResponse store(StoreRequest request) throws IOException {
        if (isFull()) {
            return refuse(Status.OutOfResources);
        }
        try {
            var ahead = LookAhead.read(
                    new Counting(request.dataset()),
                    TransferSyntax.of(request.transferSyntaxUid()),
                    Tag.StudyInstanceUID);
            boolean asked = study.studyInstanceUid().equals(ahead.elements().getString(Tag.StudyInstanceUID, ""))
                    && patientId.equals(ahead.elements().getString(Tag.PatientID, ""));
            return asked ? keep(request, ahead.dataset()) : refuse(Status.DataSetDoesNotMatchSOPClass);
        } catch (MalformedDataset _) {
            return refuse(Status.CannotUnderstand);
        }
    }

    private StoreResponse keep(StoreRequest request, InputStream dataset) throws IOException {
        var outcome = archive.store(new ReceivedInstance(
                study.tenant(),
                facility,
                ReceivedInstance.PRIOR_SENDER,
                request.sopClassUid(),
                request.sopInstanceUid(),
                request.transferSyntaxUid(),
                dataset));
        return switch (outcome) {
            case StoreOutcome.Stored _, StoreOutcome.AlreadyHeld _ -> {
                kept++;
                yield StoreResponse.SUCCESS;
            }
            case StoreOutcome.Quarantined _ -> refuse(Status.DataSetDoesNotMatchSOPClass);
            case StoreOutcome.Refused rejection -> refuse(statusOf(rejection.reason()));
        };
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
