package io.dayside.dicomweb;

import io.dayside.archive.Archive;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.StoreOutcome;
import io.dayside.audit.Actor;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.FileMetaInformation;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.net.Status;
import io.dayside.identity.Caller;
import io.dayside.tenancy.Hospital;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Stores the objects of one request, a few at the same time, and gathers what becomes of each. Closing waits for those that
 * are still being kept.
 */
final class ObjectStoring implements AutoCloseable {

    /** Enough for one flush to serve several; what they take of the memory for arriving objects is everybody's. */
    private static final int MOST_AT_ONCE = 8;

    private static final int KEPT_ASIDE = 0xB000;

    private final Archive archive;
    private final Hospital hospital;
    private final Caller caller;
    private final String studyUid;
    private final StoreAnswer answer;
    private final ArrayDeque<BeingKept> beingKept = new ArrayDeque<>();

    private record BeingKept(ReceivedInstance received, String seriesUid, Future<StoreOutcome> outcome) {}

    /** @param studyUid the only study that objects may belong to; empty for any */
    ObjectStoring(Archive archive, Hospital hospital, Caller caller, String studyUid, StoreAnswer answer) {
        this.archive = archive;
        this.hospital = hospital;
        this.caller = caller;
        this.studyUid = studyUid;
        this.answer = answer;
    }

    /**
     * Stores a Part 10 object; its preamble is not kept.
     *
     * @throws IOException where the request itself breaks off
     */
    void storeFile(InputStream file) throws IOException {
        try {
            var encoded = DicomFile.openDataset(file);
            var meta = encoded.meta();
            if (meta == null) {
                answer.failed("", "", Status.CannotUnderstand);
            } else {
                store(meta, encoded.syntax(), encoded.bytes());
            }
        } catch (MalformedDataset _) {
            answer.failed("", "", Status.CannotUnderstand);
        }
    }

    void store(FileMetaInformation meta, TransferSyntax syntax, InputStream dataset) throws IOException {
        var sopClassUid = meta.mediaStorageSopClassUid();
        var sopInstanceUid = meta.mediaStorageSopInstanceUid();
        StudyOfDataset ahead;
        try {
            ahead = StudyOfDataset.read(dataset, syntax);
        } catch (MalformedDataset _) {
            answer.failed(sopClassUid, sopInstanceUid, Status.CannotUnderstand);
            return;
        }
        if (!studyUid.isEmpty() && !studyUid.equals(ahead.studyUid())) {
            answer.failed(sopClassUid, sopInstanceUid, Status.DataSetDoesNotMatchSOPClass);
            return;
        }
        var received = new ReceivedInstance(
                hospital.id(),
                hospital.defaultFacility().code(),
                "STOW:" + caller.username(),
                sopClassUid,
                sopInstanceUid,
                syntax.uid(),
                ahead.dataset());
        var outcome = Actor.call(Actor.user(caller.subject(), caller.displayName()), () -> archive.receive(received));
        beingKept.add(new BeingKept(received, ahead.seriesUid(), outcome));
        if (beingKept.size() >= MOST_AT_ONCE) {
            noteEldest();
        }
    }

    private void noteEldest() throws IOException {
        var eldest = beingKept.remove();
        note(outcomeOf(eldest.outcome()), eldest.received(), eldest.seriesUid());
    }

    private static StoreOutcome outcomeOf(Future<StoreOutcome> outcome) throws IOException {
        try {
            return outcome.get();
        } catch (ExecutionException e) {
            throw new IOException("an object could not be kept", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    @Override
    public void close() throws IOException {
        IOException failure = null;
        while (!beingKept.isEmpty()) {
            try {
                noteEldest();
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void note(StoreOutcome outcome, ReceivedInstance received, String seriesUid) {
        var sopClassUid = received.sopClassUid();
        var sopInstanceUid = received.sopInstanceUid();
        switch (outcome) {
            case StoreOutcome.Stored stored ->
                answer.stored(sopClassUid, sopInstanceUid, stored.study().studyInstanceUid(), seriesUid);
            case StoreOutcome.AlreadyHeld held ->
                answer.stored(sopClassUid, sopInstanceUid, held.study().studyInstanceUid(), seriesUid);
            case StoreOutcome.Quarantined _ -> answer.keptAside(sopClassUid, sopInstanceUid, KEPT_ASIDE);
            case StoreOutcome.Refused refused -> {
                answer.failed(sopClassUid, sopInstanceUid, reasonOf(refused.reason()));
                if (refused.reason() == StoreOutcome.Reason.NOT_ADMITTED) {
                    answer.notAdmitted();
                }
            }
        }
    }

    /** Failure reasons, PS3.18 table I.2-2. */
    private static int reasonOf(StoreOutcome.Reason reason) {
        return switch (reason) {
            case MALFORMED, MISSING_IDENTIFIER -> Status.CannotUnderstand;
            case DATASET_MISMATCH, OTHER_CONTENT_UNDER_SAME_UID, STUDY_OF_ANOTHER_PATIENT ->
                Status.DataSetDoesNotMatchSOPClass;
            case OUT_OF_RESOURCES, NOT_ADMITTED -> Status.OutOfResources;
        };
    }
}
