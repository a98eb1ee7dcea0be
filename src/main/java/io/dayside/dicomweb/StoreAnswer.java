package io.dayside.dicomweb;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.Status;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.http.HttpStatus;

/** What became of the objects of one request, PS3.18 10.5.3 and PS3.18 Annex I.2. */
final class StoreAnswer {

    /** (0008,119A), objects of which not even the identifiers are known. */
    static final int OTHER_FAILURES = 0x0008119A;

    private final String tenant;
    private final List<Attributes> referenced = new ArrayList<>();
    private final List<Attributes> failed = new ArrayList<>();
    private final List<Attributes> unnamed = new ArrayList<>();
    private final Set<Integer> reasons = new HashSet<>();
    private final Set<String> studies = new HashSet<>();
    private boolean warned;
    private boolean notAdmitted;

    StoreAnswer(String tenant) {
        this.tenant = tenant;
    }

    void stored(String sopClassUid, String sopInstanceUid, String studyUid, String seriesUid) {
        studies.add(studyUid);
        referenced.add(named(sopClassUid, sopInstanceUid)
                .setString(
                        Tag.RetrieveURL,
                        VR.UR,
                        "%s/series/%s/instances/%s"
                                .formatted(Addresses.study(tenant, studyUid), seriesUid, sopInstanceUid)));
    }

    /** Kept, but not as a part of its study. */
    void keptAside(String sopClassUid, String sopInstanceUid, int reason) {
        warned = true;
        referenced.add(named(sopClassUid, sopInstanceUid).setInt(Tag.WarningReason, VR.US, reason));
    }

    /** @param sopInstanceUid empty where the part did not come to that */
    void failed(String sopClassUid, String sopInstanceUid, int reason) {
        reasons.add(reason);
        if (sopInstanceUid.isEmpty()) {
            unnamed.add(new Attributes().setInt(Tag.FailureReason, VR.US, reason));
        } else {
            failed.add(named(sopClassUid, sopInstanceUid).setInt(Tag.FailureReason, VR.US, reason));
        }
    }

    /** An object of the request was not taken because the hospital has used up what it may store. */
    void notAdmitted() {
        notAdmitted = true;
    }

    private static Attributes named(String sopClassUid, String sopInstanceUid) {
        return new Attributes()
                .setString(Tag.ReferencedSOPClassUID, VR.UI, sopClassUid)
                .setString(Tag.ReferencedSOPInstanceUID, VR.UI, sopInstanceUid);
    }

    boolean isEmpty() {
        return referenced.isEmpty() && reasons.isEmpty();
    }

    /**
     * 507, which PS3.18 leaves to HTTP, only when room was all that each object lacked: with others that could not be
     * understood it is 409, and the failure reason of each says which of them may be sent again.
     */
    HttpStatus status() {
        if (reasons.isEmpty() && !warned) {
            return HttpStatus.OK;
        }
        if (!referenced.isEmpty()) {
            return HttpStatus.ACCEPTED;
        }
        if (!reasons.equals(Set.of(Status.OutOfResources))) {
            return HttpStatus.CONFLICT;
        }
        return HttpStatus.INSUFFICIENT_STORAGE;
    }

    /** Whether nothing was stored only because disk or database take nothing now. A quota stays used up. */
    boolean mayGoLater() {
        return status() == HttpStatus.INSUFFICIENT_STORAGE && !notAdmitted;
    }

    Attributes dataset() {
        var dataset = new Attributes();
        if (studies.size() == 1) {
            dataset.setString(
                    Tag.RetrieveURL,
                    VR.UR,
                    Addresses.study(tenant, studies.iterator().next()));
        }
        add(dataset, Tag.ReferencedSOPSequence, referenced);
        add(dataset, Tag.FailedSOPSequence, failed);
        add(dataset, OTHER_FAILURES, unnamed);
        return dataset;
    }

    private static void add(Attributes dataset, int tag, List<Attributes> items) {
        if (!items.isEmpty()) {
            dataset.newSequence(tag).addAll(items);
        }
    }
}
