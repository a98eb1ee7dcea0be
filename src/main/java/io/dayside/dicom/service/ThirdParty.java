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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The destination of a C-MOVE. What breaks the association with it costs the object that was under way and is no
 * failure of the one that asks; the next object goes over a new association.
 */
final class ThirdParty implements ObjectSender, AutoCloseable {

    private static final Logger LOG = System.getLogger(ThirdParty.class.getName());

    /** A destination that breaks that many associations without storing an object is given up. */
    private static final int MAX_LOSSES_IN_A_ROW = 3;

    private final Supplier<@Nullable DimseClient> calls;
    private final MoveOrigin origin;
    private @Nullable DimseClient client;
    private int lossesInARow;

    /** @param calls a new association; null if there is none to be had */
    ThirdParty(Supplier<@Nullable DimseClient> calls, MoveOrigin origin) {
        this.calls = calls;
        this.origin = origin;
        this.client = calls.get();
    }

    /** Whether there is an association now. */
    boolean isReached() {
        return client != null;
    }

    @Override
    public boolean canStore(String sopClassUid, String transferSyntaxUid) {
        if (client == null && lossesInARow < MAX_LOSSES_IN_A_ROW) {
            client = calls.get();
            lossesInARow = client == null ? MAX_LOSSES_IN_A_ROW : lossesInARow;
        }
        return client != null && client.accepts(sopClassUid, transferSyntaxUid);
    }

    @Override
    public StoreResponse store(
            String sopClassUid, String sopInstanceUid, String transferSyntaxUid, InputStream dataset) {
        if (client == null) {
            return StoreResponse.of(Status.ProcessingFailure);
        }
        try {
            StoreResponse response = client.store(sopClassUid, sopInstanceUid, transferSyntaxUid, dataset, origin);
            lossesInARow = 0;
            return response;
        } catch (ContextNotAccepted _) {
            return StoreResponse.of(Status.SOPClassNotSupported);
        } catch (IOException e) {
            LOG.log(Level.INFO, "Association with a move destination ended: {0}", e.getMessage());
            close();
            lossesInARow++;
            return StoreResponse.of(Status.ProcessingFailure);
        }
    }

    void release() {
        if (client == null) {
            return;
        }
        try {
            client.release();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Releasing a move destination failed", e);
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
