package io.dayside.dicomweb;

import org.apache.catalina.connector.Connector;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.stereotype.Component;

/** Pixels go to the sockets of browsers and viewers in pieces of 64 KiB, not of 8, each of which is a call of the system. */
@Component
class LargeWrites implements TomcatConnectorCustomizer {

    /** Held by each open connection, outside of the heap. */
    private static final int PIECE_BYTES = 64 * 1024;

    @Override
    public void customize(Connector connector) {
        connector.setProperty("socket.appWriteBufSize", Integer.toString(PIECE_BYTES));
        connector.setProperty("socket.directBuffer", "true");
    }
}
