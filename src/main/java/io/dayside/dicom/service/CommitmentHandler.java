package io.dayside.dicom.service;

import io.dayside.dicom.net.AssociationInfo;
import java.io.IOException;

/** Both sides of storage commitment. Called on the association's own thread. */
public interface CommitmentHandler {

    /**
     * Takes a request to keep objects safe. It is answered later by {@link CommitmentResult#report}.
     *
     * @throws io.dayside.dicom.net.DimseFailure to refuse it
     */
    void requested(AssociationInfo association, CommitmentRequest request) throws IOException;

    /** Takes the answer to a request of our own. */
    void reported(AssociationInfo association, CommitmentResult result) throws IOException;
}
