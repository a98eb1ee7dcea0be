package io.dayside.dicom.service;

import io.dayside.dicom.data.Attributes;
import java.io.IOException;
import java.util.stream.Stream;

/** Answers queries. Called on the association's own thread; may block. */
@FunctionalInterface
public interface FindHandler {

    /**
     * Matches in the order in which they are answered, each with the keys that were asked for. The stream is closed
     * when all are sent, the peer cancels, or the association ends.
     *
     * @throws io.dayside.dicom.net.DimseFailure for a query that cannot be answered
     */
    Stream<Attributes> find(FindRequest request) throws IOException;
}
