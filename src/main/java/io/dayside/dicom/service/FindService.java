package io.dayside.dicom.service;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.net.DimseExchange;
import io.dayside.dicom.net.DimseOperation;
import io.dayside.dicom.net.DimseResponse;
import io.dayside.dicom.net.DimseService;
import io.dayside.dicom.net.Status;
import java.io.IOException;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;

/** C-FIND for query models and for worklists, PS3.4 C.4.1 and K.4.1. */
public final class FindService implements DimseService {

    /** "Matching reached response limit, subsequent request may return additional matches", PS3.4 table C.4-1. */
    public static final int ResponseLimitReached = 0xB001;

    private final Set<String> sopClassUids;
    private final FindHandler handler;
    private final int maxMatches;

    /** @param maxMatches after which the query ends with {@link #ResponseLimitReached} */
    public FindService(Set<String> sopClassUids, FindHandler handler, int maxMatches) {
        this.sopClassUids = Set.copyOf(sopClassUids);
        this.handler = handler;
        this.maxMatches = maxMatches;
    }

    @Override
    public boolean serves(String sopClassUid) {
        return sopClassUids.contains(sopClassUid);
    }

    @Override
    public void serve(DimseExchange exchange) throws IOException, MalformedDataset {
        if (exchange.operation() != DimseOperation.C_FIND) {
            exchange.respond(DimseResponse.of(Status.UnrecognizedOperation));
            return;
        }
        FindRequest request = new FindRequest(exchange.association(), exchange.sopClassUid(), exchange.readDataset());
        try (Stream<Attributes> matches = handler.find(request)) {
            exchange.respond(DimseResponse.of(send(matches.iterator(), exchange)));
        }
    }

    /** The final status. */
    private int send(Iterator<Attributes> matches, DimseExchange exchange) throws IOException {
        for (int count = 0; matches.hasNext(); count++) {
            if (exchange.isCancelled()) {
                return Status.Cancel;
            }
            if (count == maxMatches) {
                return ResponseLimitReached;
            }
            exchange.respond(DimseResponse.of(Status.Pending, matches.next()));
        }
        return Status.Success;
    }
}
