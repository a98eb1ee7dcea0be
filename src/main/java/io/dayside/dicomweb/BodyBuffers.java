package io.dayside.dicomweb;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** Reads bodies from the network in larger pieces than the 8 KiB of a server that expects forms. */
@Component
class BodyBuffers implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {

    private static final int BYTES = 64 * 1024;

    @Override
    public void customize(ConfigurableTomcatWebServerFactory factory) {
        factory.addConnectorCustomizers(
                connector -> connector.setProperty("socket.appReadBufSize", Integer.toString(BYTES)));
    }
}
