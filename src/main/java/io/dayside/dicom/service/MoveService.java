package io.dayside.dicom.service;

import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.net.AssociationInfo;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.DimseExchange;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.DimseOperation;
import io.dayside.dicom.net.DimseResponse;
import io.dayside.dicom.net.DimseService;
import io.dayside.dicom.net.MoveOrigin;
import io.dayside.dicom.net.Status;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** C-MOVE: objects go to a third party over associations of their own, PS3.4 C.4.2. */
public final class MoveService implements DimseService {

    private static final Logger LOG = System.getLogger(MoveService.class.getName());

    private final Set<String> sopClassUids;
    private final RetrieveHandler handler;
    private final MoveDestinations destinations;

    public MoveService(Set<String> sopClassUids, RetrieveHandler handler, MoveDestinations destinations) {
        this.sopClassUids = Set.copyOf(sopClassUids);
        this.handler = handler;
        this.destinations = destinations;
    }

    @Override
    public boolean serves(String sopClassUid) {
        return sopClassUids.contains(sopClassUid);
    }

    @Override
    public void serve(DimseExchange exchange) throws IOException, MalformedDataset {
        if (exchange.operation() != DimseOperation.C_MOVE) {
            exchange.respond(DimseResponse.of(Status.UnrecognizedOperation));
            return;
        }
        String title = exchange.command().getString(Tag.MoveDestination, "");
        RetrieveRequest request =
                new RetrieveRequest(exchange.association(), exchange.sopClassUid(), title, exchange.readDataset());
        MoveDestination destination = destinations.find(title, exchange.association());
        if (destination == null) {
            throw new DimseFailure(Status.MoveDestinationUnknown, "move destination is not known");
        }
        List<? extends Retrievable> objects = handler.retrieve(request);
        Retrieval retrieval = new Retrieval(exchange, objects.size());
        try {
            exchange.respond(move(exchange, retrieval, objects, destination));
        } finally {
            handler.ended(request, objects, retrieval.stored());
        }
    }

    private static DimseResponse move(
            DimseExchange exchange,
            Retrieval retrieval,
            List<? extends Retrievable> objects,
            MoveDestination destination)
            throws IOException {
        for (ContextBatch batch : ContextBatch.divide(objects)) {
            if (!move(exchange, retrieval, batch, destination)) {
                return retrieval.cancelled();
            }
        }
        return retrieval.end();
    }

    private static boolean move(
            DimseExchange exchange, Retrieval retrieval, ContextBatch batch, MoveDestination destination)
            throws IOException {
        int messageId = exchange.command().getInt(Tag.MessageID, 0);
        AssociationInfo asking = exchange.association();
        try (ThirdParty party = new ThirdParty(
                () -> connect(asking, batch, destination), new MoveOrigin(asking.callingAet(), messageId))) {
            if (!party.isReached()) {
                retrieval.fail(batch.objects());
                return true;
            }
            boolean whole = retrieval.send(batch.objects(), party);
            party.release();
            return whole;
        }
    }

    private static @Nullable DimseClient connect(
            AssociationInfo asking, ContextBatch batch, MoveDestination destination) {
        try {
            return DimseClient.connect(
                    destination.address(),
                    asking.calledAet(),
                    destination.aeTitle(),
                    batch.contexts(),
                    destination.options());
        } catch (IOException e) {
            LOG.log(Level.INFO, "Move destination {0} is out of reach: {1}", destination.aeTitle(), e.getMessage());
            return null;
        }
    }
}
