package io.dayside.dicom.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A connection, plain or under TLS. Closing a TLS socket may itself wait for the peer, so what is stuck is ended by
 * {@link #cut}.
 *
 * @param socket what is read and written
 * @param carrier the plain connection, the same as {@code socket} without TLS
 */
record Line(Socket socket, Socket carrier) {

    static Line plain(Socket socket) {
        return new Line(socket, socket);
    }

    /** The acceptor's side of TLS; the peer has to prove who it is. */
    static Line acceptTls(Socket carrier, SSLContext context, Duration wait) throws IOException {
        SSLSocket socket = layered(carrier, context);
        socket.setUseClientMode(false);
        socket.setNeedClientAuth(true);
        return handshake(socket, carrier, wait);
    }

    /** The requestor's side of TLS. The context decides whom to trust; host names are not compared. */
    static Line connectTls(Socket carrier, SSLContext context, Duration wait) throws IOException {
        SSLSocket socket = layered(carrier, context);
        socket.setUseClientMode(true);
        return handshake(socket, carrier, wait);
    }

    private static SSLSocket layered(Socket carrier, SSLContext context) throws IOException {
        InetSocketAddress peer = (InetSocketAddress) carrier.getRemoteSocketAddress();
        return (SSLSocket) context.getSocketFactory()
                .createSocket(carrier, peer.getAddress().getHostAddress(), peer.getPort(), true);
    }

    private static Line handshake(SSLSocket socket, Socket carrier, Duration wait) throws IOException {
        Line line = new Line(socket, carrier);
        try (Deadline _ = Deadline.of(line, wait)) {
            socket.startHandshake();
        }
        return line;
    }

    boolean isTls() {
        return socket instanceof SSLSocket;
    }

    /** The chain that the peer proved, its own first; empty without. */
    List<X509Certificate> peerCertificates() throws IOException {
        if (!(socket instanceof SSLSocket tls)) {
            return List.of();
        }
        return Stream.of(tls.getSession().getPeerCertificates())
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** Whether bytes have come that were not read. */
    boolean hasInput() throws IOException {
        return socket.getInputStream().available() > 0
                || (isTls() && carrier.getInputStream().available() > 0);
    }

    void cut() throws IOException {
        carrier.close();
    }
}
