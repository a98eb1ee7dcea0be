package io.dayside.dicom.net;

import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.net.ProtocolViolation.Reason;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Gives each request to the service that is for it, and sees to it that it is answered. */
final class RequestDispatch {

    private static final Logger LOG = System.getLogger(RequestDispatch.class.getName());

    private final DimseChannel channel;
    private final DimseServices services;
    private final AssociationInfo association;

    RequestDispatch(DimseChannel channel, DimseServices services, AssociationInfo association) {
        this.channel = channel;
        this.services = services;
        this.association = association;
    }

    void serve(DimseMessage message) throws IOException {
        if (message.isCancel()) {
            return; // for what was answered already
        }
        if (message.isResponse()) {
            throw new ProtocolViolation(Reason.UNEXPECTED_PARAMETER, "response without request");
        }
        DimseOperation operation = DimseOperation.of(message.commandField());
        if (operation == null) {
            channel.send(message.contextId(), Commands.unrecognized(message.command()));
            return;
        }
        DimseExchange exchange = new DimseExchange(channel, message, operation, association);
        serve(exchange, services.find(message.context().abstractSyntax()));
    }

    private void serve(DimseExchange exchange, @Nullable DimseService service) throws IOException {
        if (service == null) {
            exchange.respond(DimseResponse.of(Status.SOPClassNotSupported));
            return;
        }
        try {
            service.serve(exchange);
            if (!exchange.isAnswered()) {
                throw new IllegalStateException(service + " left a request without an answer");
            }
        } catch (DimseFailure e) {
            fail(exchange, e.response());
        } catch (MalformedDataset e) {
            LOG.log(Level.INFO, "Data set from {0} is malformed: {1}", association.remote(), e.getMessage());
            fail(exchange, malformed(exchange.operation()).withComment(String.valueOf(e.getMessage())));
        } catch (ProtocolViolation e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            if (channel.isBroken()) {
                throw e;
            }
            LOG.log(Level.WARNING, "%s for %s failed".formatted(exchange.operation(), association.remote()), e);
            fail(exchange, DimseResponse.of(Status.ProcessingFailure));
        }
    }

    private static DimseResponse malformed(DimseOperation operation) {
        return DimseResponse.of(
                switch (operation) {
                    case C_STORE, C_FIND, C_MOVE, C_GET -> Status.CannotUnderstand;
                    default -> Status.InvalidArgumentValue;
                });
    }

    private static void fail(DimseExchange exchange, DimseResponse response) throws IOException {
        if (!exchange.isAnswered()) {
            exchange.respond(response);
        }
    }
}
