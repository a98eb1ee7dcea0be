package io.dayside.dicom.net;

import io.dayside.dicom.net.AssociationPolicy.Accepted;
import io.dayside.dicom.net.AssociationPolicy.Rejected;
import io.dayside.dicom.net.ProtocolViolation.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One association from connection to end, on the acceptor's side; PS3.8 9.2 read from top to bottom. */
final class ServerAssociation {

    private static final Logger LOG = System.getLogger(ServerAssociation.class.getName());

    /** How long the peer may take to close after the last PDU, so that it is not lost. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final int SERVICE_USER = 0;
    private static final int PROVIDER = 2;

    private final Socket socket;
    private final DimseServer server;
    private final DimseOptions options;
    private final InetSocketAddress remote;
    private final ProtocolMachine machine = ProtocolMachine.acceptor();

    ServerAssociation(Socket socket, DimseServer server) {
        this.socket = socket;
        this.server = server;
        this.options = server.options();
        this.remote = (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    InetSocketAddress remote() {
        return remote;
    }

    void disconnect() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "Closing a connection failed", e);
        }
    }

    void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            Line line = line();
            TimedInput in = new TimedInput(line);
            try (PduOutput out = new PduOutput(line, options.idleWait())) {
                serveOrAbort(line, in, out);
                linger(line, in);
            }
        } catch (SSLException e) {
            LOG.log(Level.INFO, "TLS with {0} failed: {1}", remote, e.getMessage());
        } catch (AssociationAborted | ConnectionLost | EOFException | SocketException | SocketTimeoutException e) {
            LOG.log(Level.DEBUG, "Association with {0} ended: {1}", remote, e.getMessage());
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "Association with " + remote + " failed", e);
        }
    }

    private Line line() throws IOException {
        SSLContext tls = server.tls();
        return tls == null ? Line.plain(socket) : Line.acceptTls(socket, tls, options.requestWait());
    }

    private void serveOrAbort(Line line, TimedInput in, PduOutput out) throws IOException {
        try {
            serve(line, in, out);
        } catch (ProtocolViolation e) {
            LOG.log(Level.INFO, "Association with {0} aborted: {1}", remote, e.getMessage());
            machine.aborted();
            out.write(Pdu.abort(PROVIDER, e.reason.code));
        } catch (UnreadableObject e) {
            LOG.log(Level.WARNING, "Association with " + remote + " aborted", e);
            machine.aborted();
            out.write(Pdu.abort(SERVICE_USER, 0));
        } catch (SocketTimeoutException _) {
            LOG.log(Level.INFO, "Association with {0} aborted: peer is too slow", remote);
            machine.aborted();
            out.write(Pdu.abort(PROVIDER, Reason.NOT_SPECIFIED.code));
        }
    }

    private void serve(Line line, TimedInput in, PduOutput out) throws IOException {
        AssociateRequest request = readRequest(in);
        if (request == null) {
            return;
        }
        AssociationInfo info = new AssociationInfo(
                request.calledAet(),
                request.callingAet(),
                remote,
                request.user().identity(),
                line.peerCertificates());
        switch (decide(request, info)) {
            case Rejected rejected -> reject(rejected, out);
            case Accepted accepted when server.enter() -> serve(request, accepted, info, in, out);
            case Accepted _ -> {
                server.policy().ended(info);
                reject(Rejected.LOCAL_LIMIT_EXCEEDED, out);
            }
        }
    }

    private void reject(Rejected rejected, PduOutput out) throws IOException {
        LOG.log(Level.INFO, "Association with {0} rejected: {1}", remote, rejected.text());
        machine.request(ProtocolEvent.REJECT);
        out.write(Pdu.reject(rejected));
    }

    private void serve(AssociateRequest request, Accepted accepted, AssociationInfo info, TimedInput in, PduOutput out)
            throws IOException {
        try {
            Negotiation negotiation =
                    Negotiation.of(request, server.services(), options.maxPduBytes(), accepted.identityResponse());
            machine.request(ProtocolEvent.ACCEPT);
            out.write(negotiation.accept().toPdu());
            serveMessages(in, out, negotiation, info);
        } finally {
            server.leave();
            server.policy().ended(info);
        }
    }

    /** The request, or null if the peer went away or aborted first. */
    private @Nullable AssociateRequest readRequest(TimedInput in) throws IOException {
        in.allow(options.requestWait());
        int type = in.read();
        if (type < 0 || machine.received(type) == ProtocolAction.AA_2) {
            return null;
        }
        in.readByte();
        int length = in.readInt();
        if (length < 0 || length > options.maxRequestBytes()) {
            throw new ProtocolViolation(Reason.INVALID_PARAMETER, "association request is too long");
        }
        byte[] body = new byte[length];
        in.readFully(body);
        return AssociateRequest.read(body);
    }

    private AssociationPolicy.Decision decide(AssociateRequest request, AssociationInfo info) {
        if ((request.protocolVersion() & 1) == 0) {
            return Rejected.PROTOCOL_VERSION_NOT_SUPPORTED;
        }
        if (!request.speaksDicom()) {
            return Rejected.APPLICATION_CONTEXT_NOT_SUPPORTED;
        }
        return server.policy().decide(info);
    }

    private void serveMessages(TimedInput in, PduOutput out, Negotiation negotiation, AssociationInfo info)
            throws IOException {
        PdvReader reader = new PdvReader(
                in, machine, options.maxPduBytes(), options.idleWait(), negotiation.contexts()::containsKey);
        PdvWriter writer = new PdvWriter(out, machine, negotiation.sendLimit());
        DimseChannel channel = new DimseChannel(reader, writer, negotiation.contexts());
        RequestDispatch dispatch = new RequestDispatch(channel, server.services(), info);
        for (DimseMessage message = channel.receive(); message != null; message = channel.receive()) {
            dispatch.serve(message);
        }
        machine.request(ProtocolEvent.RELEASE_RESPONSE);
        out.write(Pdu.releaseResponse());
    }

    /** Lets the peer read the last PDU before the connection goes. */
    private void linger(Line line, TimedInput in) throws IOException {
        line.socket().shutdownOutput();
        in.allow(LINGER);
        byte[] ignored = new byte[4 * 1024];
        while (in.read() >= 0) {
            in.read(ignored, 0, ignored.length);
        }
    }
}
