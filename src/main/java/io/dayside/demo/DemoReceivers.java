package io.dayside.demo;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.util.StandardSocketFactory;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Tenants;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The result systems of the demonstration hospitals: each listens where its file says, acknowledges what it gets and
 * keeps it under {@code DATA/demo-received/<hospital>/}. The same control id again is acknowledged and kept once.
 */
@Component
@ConditionalOnProperty("dayside.demo.receivers")
class DemoReceivers {

    private static final Logger log = LoggerFactory.getLogger(DemoReceivers.class);

    private final Tenants tenants;
    private final Path folder;
    private final HapiContext context = quiet();

    DemoReceivers(Tenants tenants, @Value("${dayside.data-dir:data}") Path data) {
        this.tenants = tenants;
        this.folder = data.resolve("demo-received");
    }

    private static HapiContext quiet() {
        var context = new DefaultHapiContext();
        context.setValidationContext(ValidationContextFactory.noValidation());
        context.setSocketFactory(new StandardSocketFactory() {
            @Override
            public ServerSocket createServerSocket() throws IOException {
                return new LoopbackServerSocket();
            }
        });
        context.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator());
        return context;
    }

    @EventListener(ApplicationReadyEvent.class)
    void start() {
        tenants.served().forEach(this::listen);
    }

    private void listen(Hospital hospital) {
        var address = hospital.results();
        if (address == null) {
            return;
        }
        var server = context.newServer(address.port(), false);
        server.registerApplication(new Kept(folder.resolve(hospital.id().code())));
        try {
            server.startAndWait();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("{}: nobody receives results on port {}", hospital.id(), address.port());
        }
    }

    @EventListener(ContextClosedEvent.class)
    void stop() throws IOException {
        context.close();
    }

    /** Keeps each message under its control id and accepts it. */
    static final class Kept implements ReceivingApplication<Message> {

        private final Path folder;

        Kept(Path folder) {
            this.folder = folder;
        }

        @Override
        public Message processMessage(Message message, Map<String, Object> metadata) throws HL7Exception {
            try {
                Files.createDirectories(folder);
                var file = folder.resolve(name(new Terser(message).get("/MSH-10")) + ".hl7");
                Files.writeString(file, message.encode());
                return message.generateACK();
            } catch (IOException e) {
                throw new HL7Exception("the result could not be kept", e);
            }
        }

        /** A control id is the sender's text; only harmless letters of it become a file name. */
        private static String name(String controlId) {
            return controlId.replaceAll("[^A-Za-z0-9-]", "_");
        }

        @Override
        public boolean canProcess(Message message) {
            return true;
        }
    }

    /** Offers the port to this machine only, whatever address it is told. */
    private static final class LoopbackServerSocket extends ServerSocket {

        LoopbackServerSocket() throws IOException {}

        @Override
        public void bind(SocketAddress endpoint, int backlog) throws IOException {
            int port = ((InetSocketAddress) endpoint).getPort();
            super.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), backlog);
        }
    }
}
