package io.dayside.dicom.net;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Accepts associations, each on its own virtual thread, and lets services answer what is asked. A context is accepted
 * where a service serves its class, in the first transfer syntax of the caller that the service takes.
 */
public final class DimseServer implements AutoCloseable {

    private static final Logger LOG = System.getLogger(DimseServer.class.getName());
    private static final int BACKLOG = 256;

    /** Connections that have not associated yet may be that many times the associations. */
    private static final int CONNECTIONS_PER_ASSOCIATION = 4;

    private static final Duration PAUSE_AFTER_ACCEPT_FAILURE = Duration.ofMillis(200);
    private static final Duration CLOSE_CHECK = Duration.ofMillis(20);

    private final ServerSocket serverSocket;
    private final DimseOptions options;
    private final @Nullable SSLContext tls;
    private final AssociationPolicy policy;
    private final DimseServices services;
    private final Set<ServerAssociation> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger associated = new AtomicInteger();
    private volatile boolean closing;

    private DimseServer(
            ServerSocket serverSocket,
            DimseOptions options,
            @Nullable SSLContext tls,
            AssociationPolicy policy,
            DimseServices services) {
        this.tls = tls;
        this.serverSocket = serverSocket;
        this.options = options;
        this.policy = policy;
        this.services = services;
    }

    /**
     * Listens from when this returns.
     *
     * @param bind address, and port or 0 for any free one
     */
    public static DimseServer start(
            InetSocketAddress bind, DimseOptions options, AssociationPolicy policy, DimseServices services)
            throws IOException {
        return listen(bind, options, null, policy, services);
    }

    /** As with services, for storage only. */
    public static DimseServer start(
            InetSocketAddress bind, DimseOptions options, AssociationPolicy policy, StoreHandler storeHandler)
            throws IOException {
        return start(bind, options, policy, DimseServices.of(DimseServices.storage(storeHandler)));
    }

    /**
     * Listens for TLS only, PS3.15 B.12. Callers have to prove a certificate that the context trusts; which caller may
     * use which is for the policy to say.
     */
    public static DimseServer start(
            InetSocketAddress bind,
            DimseOptions options,
            SSLContext tls,
            AssociationPolicy policy,
            DimseServices services)
            throws IOException {
        return listen(bind, options, tls, policy, services);
    }

    private static DimseServer listen(
            InetSocketAddress bind,
            DimseOptions options,
            @Nullable SSLContext tls,
            AssociationPolicy policy,
            DimseServices services)
            throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(bind, BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        DimseServer server = new DimseServer(socket, options, tls, policy, services);
        Thread.ofPlatform().daemon().name("dicom-accept-" + server.port()).start(server::acceptAll);
        return server;
    }

    public int port() {
        return serverSocket.getLocalPort();
    }

    public InetAddress address() {
        return serverSocket.getInetAddress();
    }

    /** Connections now, associated or not. */
    public int connections() {
        return open.size();
    }

    private void acceptAll() {
        while (!closing) {
            try {
                serve(serverSocket.accept());
            } catch (IOException e) {
                if (!closing) {
                    LOG.log(Level.WARNING, "Accepting a connection failed", e);
                    pause(PAUSE_AFTER_ACCEPT_FAILURE);
                }
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        if (open.size() >= options.maxAssociations() * CONNECTIONS_PER_ASSOCIATION) {
            socket.close();
            return;
        }
        ServerAssociation association = new ServerAssociation(socket, this);
        open.add(association);
        Thread.ofVirtual().name("dicom-association").start(() -> {
            try {
                association.run();
            } finally {
                open.remove(association);
            }
        });
    }

    DimseOptions options() {
        return options;
    }

    @Nullable
    SSLContext tls() {
        return tls;
    }

    AssociationPolicy policy() {
        return policy;
    }

    DimseServices services() {
        return services;
    }

    /** Whether one more association fits; if so it must be left again. */
    boolean enter() {
        if (associated.incrementAndGet() <= options.maxAssociations() && !closing) {
            return true;
        }
        associated.decrementAndGet();
        return false;
    }

    void leave() {
        associated.decrementAndGet();
    }

    /** Stops listening and ends all associations at once. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /** Stops listening, gives associations that time to finish, then ends those that are left. */
    public void close(Duration grace) {
        closing = true;
        try {
            serverSocket.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Closing the listener failed", e);
        }
        long end = System.nanoTime() + grace.toNanos();
        while (!open.isEmpty() && System.nanoTime() < end && pause(CLOSE_CHECK)) {
            open.removeIf(ServerAssociation::isOver);
        }
        open.forEach(ServerAssociation::disconnect);
    }

    /** Whether the pause was not interrupted. */
    private static boolean pause(Duration duration) {
        try {
            Thread.sleep(duration);
            return true;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
