package io.dayside.demo;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.model.GenericMessage;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import io.dayside.tenancy.Hospital;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A hospital's order system: places orders at Dayside's HL7 door, one connection each. */
final class OrderLine {

    private static final Duration WAIT = Duration.ofSeconds(15);

    private final InetSocketAddress door;
    private final Hospital.Hl7Peer peer;
    private final Clock clock;

    OrderLine(InetSocketAddress door, Hospital.Hl7Peer peer, Clock clock) {
        this.door = door;
        this.peer = peer;
        this.clock = clock;
    }

    /**
     * Places an order.
     *
     * @return why it was refused; empty when it was accepted
     * @throws IOException when the door does not answer
     */
    Optional<String> place(PlacedRequest request) throws IOException {
        String message = request.message(peer, UUID.randomUUID().toString(), LocalDateTime.now(clock));
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(door.getHostString(), door.getPort()), (int) WAIT.toMillis());
            socket.setSoTimeout((int) WAIT.toMillis());
            MllpFraming.write(socket.getOutputStream(), message.getBytes(StandardCharsets.UTF_8));
            byte[] answer = MllpFraming.read(socket.getInputStream());
            if (answer == null) {
                throw new IOException("the connection was closed without an answer");
            }
            return refusal(new String(answer, StandardCharsets.UTF_8));
        }
    }

    private static Optional<String> refusal(String answer) throws IOException {
        try (HapiContext context = new DefaultHapiContext(new GenericModelClassFactory())) {
            context.setValidationContext(ValidationContextFactory.noValidation());
            context.getParserConfiguration().setAllowUnknownVersions(true);
            var terser = new Terser((GenericMessage) context.getPipeParser().parse(answer));
            String code = text(terser.get("/MSA-1"));
            if (code.equals("AA") || code.equals("CA")) {
                return Optional.empty();
            }
            return Optional.of((code + " " + text(terser.get("/MSA-3"))).strip());
        } catch (HL7Exception e) {
            throw new IOException("the answer is no HL7 acknowledgement", e);
        }
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
