package io.dayside.dicom.service;

import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.DimseExchange;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.DimseResponse;
import io.dayside.dicom.net.DimseService;
import io.dayside.dicom.net.Status;
import java.io.IOException;
import java.time.Duration;

/** Storage commitment, push model: requests by N-ACTION, answers by N-EVENT-REPORT; PS3.4 Annex J. */
public final class CommitmentService implements DimseService {

    private final CommitmentHandler handler;

    public CommitmentService(CommitmentHandler handler) {
        this.handler = handler;
    }

    @Override
    public boolean serves(String sopClassUid) {
        return sopClassUid.equals(UID.StorageCommitmentPushModel);
    }

    @Override
    public boolean uses(String sopClassUid) {
        return serves(sopClassUid);
    }

    @Override
    public void serve(DimseExchange exchange) throws IOException, MalformedDataset {
        if (!exchange.sopInstanceUid().equals(UID.StorageCommitmentPushModelInstance)) {
            throw new DimseFailure(Status.NoSuchObjectInstance, "not the instance of storage commitment");
        }
        switch (exchange.operation()) {
            case N_ACTION -> requested(exchange);
            case N_EVENT_REPORT -> reported(exchange);
            default -> throw new DimseFailure(Status.UnrecognizedOperation, "storage commitment has no such operation");
        }
    }

    private void requested(DimseExchange exchange) throws IOException, MalformedDataset {
        if (exchange.command().getInt(Tag.ActionTypeID, 0) != CommitmentRequest.ActionType) {
            throw new DimseFailure(Status.NoSuchActionType, "storage commitment has one action type");
        }
        CommitmentRequest request = CommitmentRequest.read(exchange.readDataset());
        handler.requested(exchange.association(), request);
        exchange.respond(DimseResponse.of(Status.Success));
        handler.accepted(exchange.association(), request, new OverExchange(exchange));
    }

    private record OverExchange(DimseExchange exchange) implements CommitmentHandler.SameAssociation {

        @Override
        public boolean isPeerSilent(Duration pause) throws IOException {
            return exchange.isPeerSilent(pause);
        }

        @Override
        public int report(CommitmentResult result) throws IOException {
            return exchange.eventReport(
                    UID.StorageCommitmentPushModelInstance, result.eventTypeId(), result.toAttributes());
        }
    }

    private void reported(DimseExchange exchange) throws IOException, MalformedDataset {
        int type = exchange.command().getInt(Tag.EventTypeID, 0);
        if (type != 1 && type != 2) {
            throw new DimseFailure(Status.NoSuchEventType, "storage commitment has two event types");
        }
        handler.reported(exchange.association(), CommitmentResult.read(exchange.readDataset()));
        exchange.respond(DimseResponse.of(Status.Success));
    }
}
