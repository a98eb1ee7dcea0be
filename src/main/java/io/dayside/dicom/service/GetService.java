package io.dayside.dicom.service;

import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.net.AssociationInfo;
import io.dayside.dicom.net.DimseExchange;
import io.dayside.dicom.net.DimseOperation;
import io.dayside.dicom.net.DimseResponse;
import io.dayside.dicom.net.DimseService;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.net.StoreResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** C-GET: objects go to the peer over the association that asks for them, PS3.4 C.4.3. */
public final class GetService implements DimseService {

    private final Set<String> sopClassUids;
    private final RetrieveHandler handler;

    public GetService(Set<String> sopClassUids, RetrieveHandler handler) {
        this.sopClassUids = Set.copyOf(sopClassUids);
        this.handler = handler;
    }

    @Override
    public boolean serves(String sopClassUid) {
        return sopClassUids.contains(sopClassUid);
    }

    @Override
    public boolean sendsObjects() {
        return true;
    }

    @Override
    public void serve(DimseExchange exchange) throws IOException, MalformedDataset {
        if (exchange.operation() != DimseOperation.C_GET) {
            exchange.respond(DimseResponse.of(Status.UnrecognizedOperation));
            return;
        }
        AssociationInfo asking = exchange.association();
        RetrieveRequest request =
                new RetrieveRequest(asking, exchange.sopClassUid(), asking.callingAet(), exchange.readDataset());
        List<? extends Retrievable> objects = handler.retrieve(request);
        Retrieval retrieval = new Retrieval(exchange, objects.size());
        try {
            boolean whole = retrieval.send(objects, new SameAssociation(exchange));
            exchange.respond(whole ? retrieval.end() : retrieval.cancelled());
        } finally {
            handler.ended(request, objects, retrieval.stored());
        }
    }

    private record SameAssociation(DimseExchange exchange) implements ObjectSender {

        @Override
        public boolean canStore(String sopClassUid, String transferSyntaxUid) {
            return exchange.canStore(sopClassUid, transferSyntaxUid);
        }

        @Override
        public StoreResponse store(
                String sopClassUid, String sopInstanceUid, String transferSyntaxUid, InputStream dataset)
                throws IOException {
            return exchange.store(sopClassUid, sopInstanceUid, transferSyntaxUid, dataset);
        }
    }
}
