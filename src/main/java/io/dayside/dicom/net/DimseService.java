package io.dayside.dicom.net;

import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.TransferSyntax;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What one side of an association does for the other: a service class, or a part of it. */
public interface DimseService {

    /** Whether requests of that SOP class are for this service. */
    boolean serves(String sopClassUid);

    /** Whether data sets of the class may come in that syntax. Everything but images is uncompressed. */
    default boolean takes(String sopClassUid, String transferSyntaxUid) {
        TransferSyntax syntax = TransferSyntax.of(transferSyntaxUid);
        return syntax.isRegistered() && !syntax.encapsulated();
    }

    /** Whether the acceptor may be the provider of the class, the requestor its user; PS3.7 D.3.3.4. */
    default boolean provides(String sopClassUid) {
        return serves(sopClassUid);
    }

    /** Whether the acceptor may be the user of the class, the requestor its provider. */
    default boolean uses(String sopClassUid) {
        return false;
    }

    /** Whether objects are sent over the association that asks for them, as by C-GET. */
    default boolean sendsObjects() {
        return false;
    }

    /**
     * What is answered to service class application information, PS3.7 D.3.3.5.
     *
     * @return null for no answer, as if it had not been asked
     */
    default byte @Nullable [] extendedNegotiation(String sopClassUid, byte[] requested) {
        return null;
    }

    /**
     * Serves one request, from which exactly one final response has to come. Called on the association's own thread;
     * may block. An exception other than that of a broken association is answered with a failure.
     */
    void serve(DimseExchange exchange) throws IOException, MalformedDataset;
}
