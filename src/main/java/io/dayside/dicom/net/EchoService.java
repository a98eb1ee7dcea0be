package io.dayside.dicom.net;

import io.dayside.dicom.data.UID;
import java.io.IOException;

/** Verification, PS3.4 Annex A. */
final class EchoService implements DimseService {

    @Override
    public boolean serves(String sopClassUid) {
        return sopClassUid.equals(UID.Verification);
    }

    @Override
    public boolean takes(String sopClassUid, String transferSyntaxUid) {
        return true;
    }

    @Override
    public void serve(DimseExchange exchange) throws IOException {
        boolean echo = exchange.operation() == DimseOperation.C_ECHO;
        exchange.respond(DimseResponse.of(echo ? Status.Success : Status.UnrecognizedOperation));
    }
}
