package io.dayside.dicom.service;

import io.dayside.dicom.net.AssociationInfo;
import java.io.IOException;
import java.time.Duration;

/** Both sides of storage commitment. Called on the association's own thread. */
public interface CommitmentHandler {

    /**
     * Takes a request to keep objects safe. It is answered later by {@link CommitmentResult#report}, or at once by
     * {@link #accepted}.
     *
     * @throws io.dayside.dicom.net.DimseFailure to refuse it
     */
    void requested(AssociationInfo association, CommitmentRequest request) throws IOException;

    /** The association over which a request came, once it is answered. */
    interface SameAssociation {

        /** Whether the peer stays silent for that long. One that does not wants to go on, or to be released. */
        boolean isPeerSilent(Duration pause) throws IOException;

        /** Tells the one who asked, and returns its status. */
        int report(CommitmentResult result) throws IOException;
    }

    /** Told once a request that was taken is answered. The association does nothing else until this returns. */
    default void accepted(AssociationInfo association, CommitmentRequest request, SameAssociation same)
            throws IOException {}

    /** Takes the answer to a request of our own. */
    void reported(AssociationInfo association, CommitmentResult result) throws IOException;
}
