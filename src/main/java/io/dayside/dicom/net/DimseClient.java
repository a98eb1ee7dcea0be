package io.dayside.dicom.net;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.net.ProtocolViolation.Reason;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an association and uses it, one operation at a time. Not safe for several threads.
 *
 * <pre>{@code
 * try (DimseClient client = DimseClient.connect(address, "MODALITY", "NORTHGATE", contexts)) {
 *     StoreResponse response = client.store(sopClassUid, sopInstanceUid, transferSyntaxUid, dataset);
 *     client.release();
 * }
 * }</pre>
 */
public final class DimseClient implements AutoCloseable {

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
    private final Map<Integer, Negotiation.Accepted> contexts = new HashMap<>();
    private @Nullable PdvReader reader;
    private @Nullable PdvWriter writer;
    private final ProtocolMachine machine = ProtocolMachine.requestor();
    private int lastMessageId;
    private boolean ended;

    private DimseClient(Line line, AssociationInfo association, ClientOptions options) throws IOException {
        this.line = line;
        this.association = association;
        this.in = new TimedInput(line);
        this.options = options;
        this.wait = options.longestWait();
        this.out = new PduOutput(line, wait);
    }

    public static DimseClient connect(
            InetSocketAddress address, String callingAet, String calledAet, List<PresentationContext> contexts)
            throws IOException {
        return connect(address, callingAet, calledAet, contexts, ClientOptions.DEFAULT);
    }

    public static DimseClient connect(
            InetSocketAddress address,
            String callingAet,
            String calledAet,
            List<PresentationContext> contexts,
            Duration wait)
            throws IOException {
        return connect(address, callingAet, calledAet, contexts, ClientOptions.DEFAULT.withLongestWait(wait));
    }

    /**
     * Connects and associates.
     *
     * @throws AssociationRejected with the peer's reason
     * @throws AssociationAborted if either side aborted
     * @throws AssociationTimedOut if the peer does not answer
     * @throws IOException if there is no connection to be had
     */
    public static DimseClient connect(
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
            DimseClient client = new DimseClient(line, association, options);
            client.guarded(() -> client.associate(callingAet, calledAet, contexts));
            return client;
        } catch (SocketTimeoutException _) {
            socket.close();
            throw new AssociationTimedOut("no connection within " + CONNECT_WAIT.toSeconds() + " s");
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private Void associate(String callingAet, String calledAet, List<PresentationContext> proposed) throws IOException {
        UserInformation user = UserInformation.request(MAX_PDU_BYTES, OFFERED_ASYNC_WINDOW, options.identity());
        out.write(new AssociateRequest(1, calledAet, callingAet, UID.DICOMApplicationContext, proposed, user).toPdu());
        AssociateAccept accept = readAccept();
        Map<Integer, String> abstractSyntaxes = new HashMap<>();
        proposed.forEach(context -> abstractSyntaxes.put(context.id(), context.abstractSyntax()));
        for (AssociateAccept.Answer answer : accept.answers()) {
            String abstractSyntax = abstractSyntaxes.get(answer.contextId());
            if (answer.result() == AssociateAccept.ACCEPTED && abstractSyntax != null) {
                contexts.put(answer.contextId(), new Negotiation.Accepted(abstractSyntax, answer.transferSyntax()));
            }
        }
        reader = new PdvReader(in, machine, MAX_PDU_BYTES, wait, contexts::containsKey);
        writer = new PdvWriter(out, machine, accept.user().sendLimit(MAX_PDU_BYTES));
        return null;
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
            case Pdu.ASSOCIATE_RJ -> {
                ended = true;
                throw new AssociationRejected(
                        new AssociationPolicy.Rejected(body[1] & 0xFF, body[2] & 0xFF, body[3] & 0xFF));
            }
            case Pdu.ABORT -> throw AssociationAborted.byPeer(body[2] & 0xFF, body[3] & 0xFF);
            default -> throw new ProtocolViolation(Reason.UNEXPECTED_PDU, "no answer to the association request");
        };
    }

    /** Who is on the line, with the certificates that the peer proved. */
    public AssociationInfo association() {
        return association;
    }

    /** Whether the peer takes objects of the class in that syntax. */
    public boolean accepts(String sopClassUid, String transferSyntaxUid) {
        return contexts.containsValue(new Negotiation.Accepted(sopClassUid, transferSyntaxUid));
    }

    /** C-ECHO; the context for verification must have been proposed. Returns the status. */
    public int echo() throws IOException {
        int context = contextFor(UID.Verification, null);
        return guarded(() -> {
                    writer().writeCommand(
                                    context, Commands.encode(Commands.echoRequest(nextMessageId(), UID.Verification)));
                    return readResponse();
                })
                .status();
    }

    public StoreResponse store(String sopClassUid, String sopInstanceUid, String transferSyntaxUid, byte[] dataset)
            throws IOException {
        return store(sopClassUid, sopInstanceUid, transferSyntaxUid, new ByteArrayInputStream(dataset));
    }

    /**
     * C-STORE of a data set without meta information, encoded as named.
     *
     * @throws ContextNotAccepted if the peer does not take the pair of class and syntax; the association goes on
     */
    public StoreResponse store(String sopClassUid, String sopInstanceUid, String transferSyntaxUid, InputStream dataset)
            throws IOException {
        int context = contextFor(sopClassUid, transferSyntaxUid);
        return guarded(() -> {
            Attributes command = Commands.storeRequest(nextMessageId(), sopClassUid, sopInstanceUid);
            writer().writeCommand(context, Commands.encode(command));
            writer().writeDataset(context, dataset);
            return readResponse();
        });
    }

    private int contextFor(String abstractSyntax, @Nullable String transferSyntax) throws ContextNotAccepted {
        for (Map.Entry<Integer, Negotiation.Accepted> entry : contexts.entrySet()) {
            Negotiation.Accepted context = entry.getValue();
            if (context.abstractSyntax().equals(abstractSyntax)
                    && (transferSyntax == null || context.transferSyntax().equals(transferSyntax))) {
                return entry.getKey();
            }
        }
        throw new ContextNotAccepted(abstractSyntax, transferSyntax == null ? "any syntax" : transferSyntax);
    }

    private int nextMessageId() {
        lastMessageId = lastMessageId % 0xFFFF + 1;
        return lastMessageId;
    }

    private StoreResponse readResponse() throws IOException {
        PdvReader.Message message = reader().nextMessage();
        if (message == null || message.command().getInt(Tag.MessageIDBeingRespondedTo, -1) != lastMessageId) {
            throw new ProtocolViolation(Reason.UNEXPECTED_PARAMETER, "answer to another request");
        }
        Attributes command = message.command();
        return new StoreResponse(
                command.getInt(Tag.Status, Status.ProcessingFailure), command.getString(Tag.ErrorComment));
    }

    private PdvReader reader() {
        if (reader == null) {
            throw new IllegalStateException("not associated");
        }
        return reader;
    }

    private PdvWriter writer() {
        if (writer == null) {
            throw new IllegalStateException("not associated");
        }
        return writer;
    }

    /** Asks for release and waits for the answer; the connection is closed after. */
    public void release() throws IOException {
        guarded(() -> {
            machine.request(ProtocolEvent.RELEASE_REQUEST);
            out.write(Pdu.releaseRequest());
            awaitRelease();
            return true;
        });
        ended = true;
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

    private interface Exchange<T> {
        T run() throws IOException;
    }

    /** Turns what goes wrong into the exceptions of this package, and ends the association then. */
    private <T> T guarded(Exchange<T> exchange) throws IOException {
        try {
            return exchange.run();
        } catch (ProtocolViolation e) {
            abort(PROVIDER, e.reason.code);
            throw AssociationAborted.byUs(e);
        } catch (SocketTimeoutException _) {
            abort(PROVIDER, Reason.NOT_SPECIFIED.code);
            throw new AssociationTimedOut("peer did not answer within " + wait.toSeconds() + " s");
        } catch (DimseException e) {
            ended = true;
            throw e;
        } catch (IOException e) {
            ended = true;
            throw pendingAbort(e);
        }
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
        ended = true;
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
        if (!ended) {
            abort(SERVICE_USER, 0);
        }
        disconnect();
    }
}
