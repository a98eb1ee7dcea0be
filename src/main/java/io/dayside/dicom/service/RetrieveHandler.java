package io.dayside.dicom.service;

import java.io.IOException;
import java.util.List;
import java.util.Set;

/** Finds the objects that a retrieval asks for. Called on the association's own thread; may block. */
@FunctionalInterface
public interface RetrieveHandler {

    /** @throws io.dayside.dicom.net.DimseFailure for a request that cannot be answered */
    List<? extends Retrievable> retrieve(RetrieveRequest request) throws IOException;

    /**
     * Told at the end, also of a retrieval that was cancelled or whose association broke.
     *
     * @param objects what {@link #retrieve} returned
     * @param stored SOP Instance UIDs of those that the receiver confirmed
     */
    default void ended(RetrieveRequest request, List<? extends Retrievable> objects, Set<String> stored) {}
}
