package io.dayside.delivery;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.llp.LLPException;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.util.StandardSocketFactory;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.util.idgenerator.InMemoryIDGenerator;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import io.dayside.tenancy.Hospital.MllpAddress;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** Sends one HL7 message over MLLP and waits for its acknowledgement; HL7 v2.5 2.9.2, original mode. */
@Component
class MllpSender {

    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(15);

    private final HapiContext context;

    MllpSender() {
        var sockets = new StandardSocketFactory();
        sockets.setAcceptedSocketTimeout((int) ANSWER_TIMEOUT.toMillis());
        context = new DefaultHapiContext();
        context.setSocketFactory(sockets);
        context.setValidationContext(ValidationContextFactory.noValidation());
        context.getParserConfiguration().setIdGenerator(new InMemoryIDGenerator());
    }

    SendOutcome send(MllpAddress address, Message message) {
        try {
            return exchange(address, message);
        } catch (HL7Exception | LLPException | IOException e) {
            return new SendOutcome.Unreachable(problem(e));
        }
    }

    private SendOutcome exchange(MllpAddress address, Message message) throws HL7Exception, LLPException, IOException {
        var connection = context.newClient(address.host(), address.port(), false);
        try {
            var initiator = connection.getInitiator();
            initiator.setTimeout(ANSWER_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return outcomeOf(new Terser(initiator.sendAndReceive(message)).get("/MSA-1"));
        } finally {
            connection.close();
        }
    }

    private static SendOutcome outcomeOf(String acknowledgement) {
        return switch (acknowledgement) {
            case "AA", "CA" -> new SendOutcome.Confirmed();
            case "AE", "AR", "CE", "CR" -> new SendOutcome.Rejected(acknowledgement);
            case null, default -> new SendOutcome.Unreachable("the answer was no acknowledgement");
        };
    }

    /** The kind of failure only: a library's message may quote the message it failed on. */
    private static String problem(Exception e) {
        var cause = e.getCause() == null ? e : e.getCause();
        return switch (cause) {
            case ConnectException _ -> "nobody listens at this address";
            case SocketTimeoutException _ -> "no answer in time";
            default -> "the connection failed (" + cause.getClass().getSimpleName() + ")";
        };
    }

    @PreDestroy
    void close() throws IOException {
        context.close();
    }
}
