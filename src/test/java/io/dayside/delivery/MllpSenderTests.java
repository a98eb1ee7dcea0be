package io.dayside.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.AcknowledgmentCode;
import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import io.dayside.tenancy.Hospital.MllpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MllpSenderTests {

    private final MllpSender sender = new MllpSender();
    private final DefaultHapiContext receiverContext = new DefaultHapiContext();
    private final List<String> received = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws IOException {
        sender.close();
        receiverContext.close();
    }

    @Test
    void anAcceptingReceiverConfirms() throws Exception {
        var address = receiverAnswering(AcknowledgmentCode.AA);

        assertThat(sender.send(address, message())).isEqualTo(new SendOutcome.Confirmed());
        assertThat(received).hasSize(1).first().asString().contains("|NG-26-000042|");
    }

    @Test
    void aRefusalNamesItsCode() throws Exception {
        var address = receiverAnswering(AcknowledgmentCode.AR);

        assertThat(sender.send(address, message())).isEqualTo(new SendOutcome.Rejected("AR"));
    }

    @Test
    void nobodyListeningIsUnreachable() throws Exception {
        assertThat(sender.send(new MllpAddress("127.0.0.1", freePort()), message()))
                .isEqualTo(new SendOutcome.Unreachable("nobody listens at this address"));
    }

    private static Message message() throws HL7Exception {
        return ResultMessage.of(
                DeliveryFixtures.northgate(null),
                DeliveryFixtures.readCase(),
                DeliveryFixtures.report(1),
                "CTRL1",
                Instant.parse("2026-11-24T21:06:00Z"));
    }

    private MllpAddress receiverAnswering(AcknowledgmentCode code) throws Exception {
        int port = freePort();
        HL7Service service = receiverContext.newServer(port, false);
        service.registerApplication(new ReceivingApplication<>() {
            @Override
            public Message processMessage(Message message, Map<String, Object> metadata) throws HL7Exception {
                received.add(message.encode());
                try {
                    return message.generateACK(code, null);
                } catch (IOException e) {
                    throw new HL7Exception(e);
                }
            }

            @Override
            public boolean canProcess(Message message) {
                return true;
            }
        });
        service.startAndWait();
        return new MllpAddress("127.0.0.1", port);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
