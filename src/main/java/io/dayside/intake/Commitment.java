package io.dayside.intake;

import io.dayside.dicom.service.CommitmentRequest;
import io.dayside.dicom.service.CommitmentResult;
import io.dayside.dicom.service.ReferencedInstance;
import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A request to answer for objects and how far it has come.
 *
 * @param sender AE title of who asked and is told
 * @param failureReasons for each reference once checked, PS3.3 C.14.1.1, or 0 for an object that is safe; empty before
 * @param refusals how often the sender was reached and did not take the report
 */
record Commitment(
        TenantId tenant,
        UUID id,
        String sender,
        CommitmentRequest request,
        State state,
        List<Integer> failureReasons,
        int tries,
        int refusals,
        Instant requestedAt) {

    enum State {
        REQUESTED,
        CHECKED,
        REPORTED,
        GIVEN_UP;

        boolean isFinal() {
            return this == REPORTED || this == GIVEN_UP;
        }
    }

    Commitment checked(List<Integer> reasons) {
        return new Commitment(tenant, id, sender, request, State.CHECKED, reasons, tries, refusals, requestedAt);
    }

    CommitmentResult result() {
        var committed = new ArrayList<ReferencedInstance>();
        var failures = new ArrayList<CommitmentResult.Failure>();
        for (int i = 0; i < failureReasons.size(); i++) {
            var instance = request.instances().get(i);
            if (failureReasons.get(i) == 0) {
                committed.add(instance);
            } else {
                failures.add(new CommitmentResult.Failure(instance, failureReasons.get(i)));
            }
        }
        return new CommitmentResult(request.transactionUid(), committed, failures);
    }
}
