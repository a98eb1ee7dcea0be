package io.dayside.dicom.net;

import java.io.IOException;

/** Takes objects in. Called on the association's own thread, one object at a time. */
@FunctionalInterface
public interface StoreHandler {

    /**
     * Stores the object. The response goes out after this returns, so success must mean what it says by then.
     *
     * @throws IOException if the data set cannot be read; where the connection is whole, the peer is answered with
     *     {@link Status#ProcessingFailure}
     */
    StoreResponse store(StoreRequest request) throws IOException;
}
