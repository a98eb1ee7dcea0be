package io.dayside.dicomweb;

import org.apache.catalina.connector.Connector;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.stereotype.Component;

/** Objects and pixels pass the network in pieces of 64 KiB, not of 8, each of which is a call of the system. */
@Component
class LargePieces implements TomcatConnectorCustomizer {

    /** Held twice by each open connection, outside of the heap. */
    private static final String PIECE_BYTES = Integer.toString(64 * 1024);

    @Override
    public void customize(Connector connector) {
        connector.setProperty("socket.appReadBufSize", PIECE_BYTES);
        connector.setProperty("socket.appWriteBufSize", PIECE_BYTES);
        connector.setProperty("socket.directBuffer", "true");
    }
}
