package io.dayside.dicom.service;

import io.dayside.dicom.net.ContextNotAccepted;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.MoveOrigin;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.net.StoreResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/** The destination of a C-MOVE. What breaks the association with it is no failure of the one that asks. */
final class ThirdParty implements ObjectSender {

    private static final Logger LOG = System.getLogger(ThirdParty.class.getName());

    private final DimseClient client;
    private final MoveOrigin origin;
    private boolean lost;

    ThirdParty(DimseClient client, MoveOrigin origin) {
        this.client = client;
        this.origin = origin;
    }

    @Override
    public boolean canStore(String sopClassUid, String transferSyntaxUid) {
        return !lost && client.accepts(sopClassUid, transferSyntaxUid);
    }

    @Override
    public StoreResponse store(
            String sopClassUid, String sopInstanceUid, String transferSyntaxUid, InputStream dataset) {
        try {
            return client.store(sopClassUid, sopInstanceUid, transferSyntaxUid, dataset, origin);
        } catch (ContextNotAccepted _) {
            return StoreResponse.of(Status.SOPClassNotSupported);
        } catch (IOException e) {
            LOG.log(Level.INFO, "Association with a move destination ended: {0}", e.getMessage());
            lost = true;
            return StoreResponse.of(Status.ProcessingFailure);
        }
    }

    void release() {
        if (lost) {
            return;
        }
        try {
            client.release();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Releasing a move destination failed", e);
        }
    }
}
