package io.dayside.dicom.service;

import java.io.IOException;
import java.util.List;

/** Finds the objects that a retrieval asks for. Called on the association's own thread; may block. */
@FunctionalInterface
public interface RetrieveHandler {

    /** @throws io.dayside.dicom.net.DimseFailure for a request that cannot be answered */
    List<? extends Retrievable> retrieve(RetrieveRequest request) throws IOException;
}
