package io.dayside.dicom.net;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is sent, in memory. */
final class Received implements StoreHandler {

    @SuppressWarnings("ArrayRecordComponent") // compared by its bytes only
    record Instance(
            String sopClassUid, String sopInstanceUid, String transferSyntaxUid, AssociationInfo by, byte[] dataset) {}

    final List<Instance> objects = new CopyOnWriteArrayList<>();

    @Override
    public StoreResponse store(StoreRequest request) throws IOException {
        objects.add(new Instance(
                request.sopClassUid(),
                request.sopInstanceUid(),
                request.transferSyntaxUid(),
                request.association(),
                request.dataset().readAllBytes()));
        return StoreResponse.SUCCESS;
    }
}
