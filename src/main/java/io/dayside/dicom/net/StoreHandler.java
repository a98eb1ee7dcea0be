package io.dayside.dicom.net;

import io.dayside.dicom.data.MalformedDataset;
import java.io.IOException;

/** Takes objects in. Called on the association's own thread, one object at a time. */
@FunctionalInterface
public interface StoreHandler {

    /**
     * Stores the object. The response goes out after this returns, so success must mean what it says by then.
     *
     * @throws IOException if the data set cannot be read; where the connection is whole, the peer is answered with
     *     {@link Status#ProcessingFailure}
     * @throws MalformedDataset if the data set makes no sense; the peer is answered with
     *     {@link Status#CannotUnderstand} and the place
     */
    StoreResponse store(StoreRequest request) throws IOException, MalformedDataset;
}
