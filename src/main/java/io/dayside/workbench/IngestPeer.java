package io.dayside.workbench;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A store on loopback that takes what it is sent. */
interface IngestPeer extends AutoCloseable {

    String name();

    /** Makes it ready to take one round. */
    void start() throws Exception;

    int port();

    /** The called AE title. */
    String aeTitle();

    /** Where it takes and gives objects over HTTP; null where it does not. */
    default @Nullable DicomWebAddress dicomweb() {
        return null;
    }

    /** Instances that it holds of these studies; asked when all were answered. */
    int held(CtRound.Sent sent) throws Exception;

    /** Ends the round and forgets what it brought, where that is its way. */
    void stop() throws IOException;

    @Override
    default void close() throws IOException {
        stop();
    }
}
