package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UIDs;
import java.io.IOException;

/** Storage, PS3.4 Annex B. */
final class StoreService implements DimseService {

    private final StoreHandler handler;

    StoreService(StoreHandler handler) {
        this.handler = handler;
    }

    @Override
    public boolean serves(String sopClassUid) {
        return UIDs.isStorageSopClass(sopClassUid);
    }

    @Override
    public boolean takes(String sopClassUid, String transferSyntaxUid) {
        return TransferSyntax.of(transferSyntaxUid).isRegistered();
    }

    @Override
    public void serve(DimseExchange exchange) throws IOException, MalformedDataset {
        exchange.respond(respond(exchange));
    }

    private DimseResponse respond(DimseExchange exchange) throws IOException, MalformedDataset {
        if (exchange.operation() != DimseOperation.C_STORE) {
            return DimseResponse.of(Status.UnrecognizedOperation);
        }
        if (!exchange.namedSopClassUid().equals(exchange.sopClassUid())) {
            return DimseResponse.of(Status.SOPClassNotSupported);
        }
        if (!UIDs.isValid(exchange.sopInstanceUid()) || !exchange.hasDataset()) {
            return DimseResponse.of(Status.InvalidObjectInstance);
        }
        StoreResponse response = handler.store(new StoreRequest(
                exchange.association(),
                exchange.sopClassUid(),
                exchange.sopInstanceUid(),
                exchange.transferSyntaxUid(),
                priorityOf(exchange.command()),
                exchange.dataset()));
        DimseResponse answer = DimseResponse.of(response.status());
        String comment = response.errorComment();
        return comment == null ? answer : answer.withComment(comment);
    }

    private static StoreRequest.Priority priorityOf(Attributes command) {
        return switch (command.getInt(Tag.Priority, 0)) {
            case 1 -> StoreRequest.Priority.HIGH;
            case 2 -> StoreRequest.Priority.LOW;
            default -> StoreRequest.Priority.MEDIUM;
        };
    }
}
