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

/** Stores the objects of one request, and gathers what becomes of each. */
final class ObjectStoring {

    private static final int KEPT_ASIDE = 0xB000;

    private final Archive archive;
    private final Hospital hospital;
    private final Caller caller;
    private final String studyUid;
    private final StoreAnswer answer;

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
        var outcome = Actor.call(Actor.user(caller.subject(), caller.displayName()), () -> archive.store(received));
        note(outcome, received, ahead.seriesUid());
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
