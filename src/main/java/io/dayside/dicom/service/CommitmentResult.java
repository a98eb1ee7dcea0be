package io.dayside.dicom.service;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.DimseResponse;
import io.dayside.dicom.net.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What became of a {@link CommitmentRequest}, PS3.4 J.3.3. */
public record CommitmentResult(String transactionUid, List<ReferencedInstance> committed, List<Failure> failures) {

    private static final int ALL_COMMITTED = 1;
    private static final int WITH_FAILURES = 2;

    public CommitmentResult {
        committed = List.copyOf(committed);
        failures = List.copyOf(failures);
    }

    /**
     * An object that is not taken care of.
     *
     * @param reason PS3.3 C.14.1.1
     */
    public record Failure(ReferencedInstance instance, int reason) {

        public static final int ProcessingFailure = 0x0110;
        public static final int NoSuchObjectInstance = 0x0112;
        public static final int ResourceLimitation = 0x0213;
        public static final int ReferencedSOPClassNotSupported = 0x0122;
        public static final int ClassInstanceConflict = 0x0119;
        public static final int DuplicateTransactionUID = 0x0131;
    }

    static CommitmentResult read(Attributes information) throws DimseFailure {
        String transaction = information.getString(Tag.TransactionUID, "");
        if (!UIDs.isValid(transaction)) {
            throw new DimseFailure(Status.InvalidArgumentValue, "Transaction UID is missing or malformed");
        }
        List<Failure> failures = new ArrayList<>();
        List<Attributes> failed = information.getSequence(Tag.FailedSOPSequence);
        List<ReferencedInstance> instances = CommitmentRequest.references(failed);
        for (int i = 0; i < instances.size(); i++) {
            failures.add(
                    new Failure(instances.get(i), failed.get(i).getInt(Tag.FailureReason, Failure.ProcessingFailure)));
        }
        return new CommitmentResult(
                transaction,
                CommitmentRequest.references(information.getSequence(Tag.ReferencedSOPSequence)),
                failures);
    }

    int eventTypeId() {
        return failures.isEmpty() ? ALL_COMMITTED : WITH_FAILURES;
    }

    Attributes toAttributes() {
        Attributes information = new Attributes().setString(Tag.TransactionUID, VR.UI, transactionUid);
        if (!committed.isEmpty()) {
            Sequence references = information.newSequence(Tag.ReferencedSOPSequence);
            committed.forEach(instance -> CommitmentRequest.reference(references, instance));
        }
        if (!failures.isEmpty()) {
            Sequence references = information.newSequence(Tag.FailedSOPSequence);
            failures.forEach(failure -> CommitmentRequest.reference(references, failure.instance())
                    .setInt(Tag.FailureReason, VR.US, failure.reason()));
        }
        return information;
    }

    /**
     * Tells the one who asked, over an association in which this side has the role of the provider.
     *
     * @return its status
     */
    public int report(DimseClient client) throws IOException {
        DimseResponse response = client.eventReport(
                UID.StorageCommitmentPushModel, UID.StorageCommitmentPushModelInstance, eventTypeId(), toAttributes());
        return response.status();
    }
}
