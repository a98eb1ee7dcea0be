package io.dayside.intake;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Listens for HL7 v2 messages over MLLP, one virtual thread a connection. Opens and closes with the DICOM ports. */
@Component
class MllpListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(MllpListener.class);

    /** Far more than order systems of all hospitals together; what comes on top waits in the backlog or is closed. */
    private static final int MAX_CONNECTIONS = 200;

    private static final int BACKLOG = 64;

    /** Order systems keep a connection open between messages, but not for ever. */
    private static final Duration IDLE = Duration.ofMinutes(15);

    /** Longest silence amid a frame. */
    private static final Duration STALLED = Duration.ofSeconds(30);

    private final Hl7Door door;
    private final InetSocketAddress bind;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ServerSocket server;

    MllpListener(
            Hl7Door door,
            @Value("${dayside.hl7.bind:0.0.0.0}") InetAddress address,
            @Value("${dayside.hl7.port:2575}") int port) {
        this.door = door;
        this.bind = new InetSocketAddress(address, port);
    }

    @Override
    public void start() {
        try {
            var socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(bind, BACKLOG);
            server = socket;
            Thread.ofPlatform().daemon().name("hl7-accept").start(() -> acceptAll(socket));
            log.info("HL7 over MLLP on port {}", socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("HL7 port " + bind.getPort() + " cannot be opened", e);
        }
    }

    @EventListener(ContextClosedEvent.class)
    @Override
    public void stop() {
        var socket = server;
        server = null;
        closeQuietly(socket);
        connections.forEach(MllpListener::closeQuietly);
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    @Override
    public int getPhase() {
        return DicomListener.PHASE;
    }

    /** The port listened on, also where any free one was asked for. */
    int port() {
        var socket = server;
        if (socket == null) {
            throw new IllegalStateException("not listening");
        }
        return socket.getLocalPort();
    }

    private void acceptAll(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                var connection = socket.accept();
                if (connections.size() >= MAX_CONNECTIONS) {
                    closeQuietly(connection);
                    continue;
                }
                connections.add(connection);
                Thread.ofVirtual().name("hl7-connection").start(() -> serve(connection));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    log.warn("accepting an HL7 connection failed", e);
                }
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            var frames = new MllpFrames(new BufferedInputStream(connection.getInputStream()));
            connection.setSoTimeout((int) IDLE.toMillis());
            while (frames.awaitStart()) {
                connection.setSoTimeout((int) STALLED.toMillis());
                MllpFrames.write(connection.getOutputStream(), door.answer(frames.content()));
                connection.setSoTimeout((int) IDLE.toMillis());
            }
        } catch (IOException e) {
            log.info("HL7 connection from {} closed: {}", connection.getRemoteSocketAddress(), e.getMessage());
        } catch (RuntimeException e) {
            log.error("HL7 connection from {} failed", connection.getRemoteSocketAddress(), e);
        } finally {
            connections.remove(connection);
        }
    }

    private static void closeQuietly(@Nullable Closeable closeable) {
        if (closeable == null) {
            return;
        }
        try {
            closeable.close();
        } catch (IOException e) {
            log.debug("closing failed", e);
        }
    }
}
