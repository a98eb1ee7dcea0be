package io.dayside.dicom.net;

import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.ProtocolViolation.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** One association from connection to end, on the requestor's side. For one thread. */
final class ClientAssociation implements AutoCloseable {

    private static final int MAX_PDU_BYTES = 256 * 1024;
    private static final int MAX_ACCEPT_BYTES = 64 * 1024;
    private static final AsyncWindow OFFERED_ASYNC_WINDOW = new AsyncWindow(8, 1);
    private static final Duration CONNECT_WAIT = Duration.ofSeconds(10);
    private static final Duration ABORT_WAIT = Duration.ofMillis(500);
    private static final int SERVICE_USER = 0;
    private static final int PROVIDER = 2;

    private final Line line;
    private final AssociationInfo association;
    private final TimedInput in;
    private final PduOutput out;
    private final ClientOptions options;
    private final Duration wait;
    private Map<Integer, Negotiation.Accepted> contexts = Map.of();
    private @Nullable DimseChannel channel;
    private UserInformation acceptor = UserInformation.NONE;
    private final ProtocolMachine machine = ProtocolMachine.requestor();

    /** Null while the association lasts. */
    private @Nullable End end;

    private record End(String why, @Nullable Throwable cause) {}

    private ClientAssociation(Line line, AssociationInfo association, ClientOptions options) throws IOException {
        this.line = line;
        this.association = association;
        this.in = new TimedInput(line);
        this.options = options;
        this.wait = options.longestWait();
        this.out = new PduOutput(line, wait);
    }

    /**
     * Connects and associates.
     *
     * @throws AssociationRejected with the peer's reason
     * @throws AssociationAborted if either side aborted
     * @throws AssociationTimedOut if the peer does not answer
     * @throws IOException if there is no connection to be had
     */
    static ClientAssociation connect(
            InetSocketAddress address,
            String callingAet,
            String calledAet,
            List<PresentationContext> contexts,
            ClientOptions options)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, (int) CONNECT_WAIT.toMillis());
            SSLContext tls = options.tls();
            Line line = tls == null ? Line.plain(socket) : Line.connectTls(socket, tls, options.longestWait());
            AssociationInfo association =
                    new AssociationInfo(calledAet, callingAet, address, options.identity(), line.peerCertificates());
            ClientAssociation client = new ClientAssociation(line, association, options);
            client.guarded(() -> client.associate(contexts));
            return client;
        } catch (SocketTimeoutException _) {
            socket.close();
            throw new AssociationTimedOut("no connection within " + CONNECT_WAIT.toSeconds() + " s");
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Void associate(List<PresentationContext> proposed) throws IOException {
        UserInformation user = UserInformation.request(MAX_PDU_BYTES, OFFERED_ASYNC_WINDOW, options);
        out.write(new AssociateRequest(
                        1,
                        association.calledAet(),
                        association.callingAet(),
                        UID.DICOMApplicationContext,
                        proposed,
                        user)
                .toPdu());
        AssociateAccept accept = readAccept();
        acceptor = accept.user();
        contexts = Negotiation.agreed(proposed, accept.answers(), options.roles(), acceptor.roles());
        requireProposedSyntaxes(proposed);
        PdvReader reader = new PdvReader(in, machine, MAX_PDU_BYTES, wait, contexts::containsKey);
        PdvWriter writer = new PdvWriter(out, machine, acceptor.sendLimit(MAX_PDU_BYTES));
        channel = new DimseChannel(reader, writer, contexts);
        return null;
    }

    private void requireProposedSyntaxes(List<PresentationContext> proposed) throws ProtocolViolation {
        for (PresentationContext context : proposed) {
            Negotiation.Accepted accepted = contexts.get(context.id());
            if (accepted != null && !context.transferSyntaxes().contains(accepted.transferSyntax())) {
                throw new ProtocolViolation(Reason.INVALID_PARAMETER, "transfer syntax that was not proposed");
            }
        }
    }

    private AssociateAccept readAccept() throws IOException {
        in.allow(wait);
        int type = in.readByte();
        machine.received(type);
        in.readByte();
        int length = in.readInt();
        if (length < 4 || length > MAX_ACCEPT_BYTES) {
            throw new ProtocolViolation(Reason.INVALID_PARAMETER, "answer to the association request has a bad length");
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return switch (type) {
            case Pdu.ASSOCIATE_AC -> AssociateAccept.read(body);
            case Pdu.ASSOCIATE_RJ ->
                throw new AssociationRejected(
                        new AssociationPolicy.Rejected(body[1] & 0xFF, body[2] & 0xFF, body[3] & 0xFF));
            case Pdu.ABORT -> throw AssociationAborted.byPeer(body[2] & 0xFF, body[3] & 0xFF);
            default -> throw new ProtocolViolation(Reason.UNEXPECTED_PDU, "no answer to the association request");
        };
    }

    AssociationInfo association() {
        return association;
    }

    ClientOptions options() {
        return options;
    }

    DimseChannel channel() {
        if (channel == null) {
            throw new IllegalStateException("not associated");
        }
        return channel;
    }

    boolean accepts(String sopClassUid, String transferSyntaxUid) {
        return contexts.values().stream().anyMatch(context -> context.carries(sopClassUid, transferSyntaxUid));
    }

    /** What the acceptor said of itself. */
    UserInformation acceptor() {
        return acceptor;
    }

    /** Operations that may wait for their answers at once. */
    int window() {
        AsyncWindow agreed = acceptor.async();
        return agreed == null
                ? 1
                : agreed.boundedBy(OFFERED_ASYNC_WINDOW.invoked()).invoked();
    }

    /** Asks for release and waits for the answer; the connection is closed after. */
    void release() throws IOException {
        guarded(() -> {
            machine.request(ProtocolEvent.RELEASE_REQUEST);
            out.write(Pdu.releaseRequest());
            awaitRelease();
            return true;
        });
        end = new End("it was released", null);
        close();
    }

    /** Data that were under way are passed over; a release asked for by both sides at once is answered, PS3.8 9.2.2. */
    private void awaitRelease() throws IOException {
        while (machine.state() != ProtocolState.STA1) {
            in.allow(wait);
            int type = in.readByte();
            machine.received(type);
            in.readByte();
            int length = in.readInt();
            if (length < 4 || length > MAX_PDU_BYTES) {
                throw new ProtocolViolation(Reason.INVALID_PARAMETER, "PDU length");
            }
            byte[] body = new byte[length];
            in.readFully(body);
            if (type == Pdu.ABORT) {
                throw AssociationAborted.byPeer(body[2] & 0xFF, body[3] & 0xFF);
            }
            if (machine.state() == ProtocolState.STA9) {
                machine.request(ProtocolEvent.RELEASE_RESPONSE);
                out.write(Pdu.releaseResponse());
            }
        }
    }

    interface Exchange<T> {
        T run() throws IOException;
    }

    /**
     * Turns what goes wrong into the exceptions of this package, and ends the association then. What the caller's own
     * code throws ends it too, since the exchange stops halfway.
     *
     * @throws AssociationEnded if it has ended before
     */
    <T> T guarded(Exchange<T> exchange) throws IOException {
        requireRunning();
        try {
            return exchange.run();
        } catch (ProtocolViolation e) {
            abort(PROVIDER, e.reason.code);
            throw ended(AssociationAborted.byUs(e));
        } catch (UnreadableObject e) {
            abort(SERVICE_USER, 0);
            throw ended(AssociationAborted.over(e));
        } catch (SocketTimeoutException _) {
            abort(PROVIDER, Reason.NOT_SPECIFIED.code);
            throw ended(new AssociationTimedOut("peer did not answer within " + wait.toSeconds() + " s"));
        } catch (DimseException e) {
            throw ended(e);
        } catch (IOException e) {
            throw ended(pendingAbort(e));
        } catch (RuntimeException | Error e) {
            abort(SERVICE_USER, 0);
            end = new End("a callback failed: " + e.getClass().getName(), e);
            throw e;
        }
    }

    private void requireRunning() throws AssociationEnded {
        if (end != null) {
            throw new AssociationEnded(end.why(), end.cause());
        }
    }

    private <E extends IOException> E ended(E cause) {
        if (end == null) {
            end = new End(String.valueOf(cause.getMessage()), cause);
        }
        return cause;
    }

    /** Where sending failed because the peer had aborted, its A-ABORT may wait to be read. */
    private IOException pendingAbort(IOException cause) {
        try {
            in.allow(ABORT_WAIT);
            if (in.read() == Pdu.ABORT) {
                in.readByte();
                in.readInt();
                int source = in.readInt();
                AssociationAborted aborted = AssociationAborted.byPeer(source >> 8 & 0xFF, source & 0xFF);
                aborted.addSuppressed(cause);
                return aborted;
            }
        } catch (IOException e) {
            cause.addSuppressed(e);
        }
        return cause;
    }

    private void abort(int source, int reason) {
        try {
            out.write(Pdu.abort(source, reason));
        } catch (IOException _) {
            // The peer is gone already.
        }
        disconnect();
    }

    private void disconnect() {
        out.close();
        try (Deadline _ = Deadline.of(line, ABORT_WAIT)) {
            line.socket().close();
        } catch (IOException _) {
            // Nothing is left to lose.
        }
    }

    /** Ends the connection; an association that was not released is aborted. */
    @Override
    public void close() {
        if (end == null) {
            end = new End("it was closed", null);
            abort(SERVICE_USER, 0);
        }
        disconnect();
    }
}
