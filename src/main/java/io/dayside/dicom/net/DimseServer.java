package io.dayside.dicom.net;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

    /** How long handlers may take to notice that their association is gone. */
    private static final Duration END_WAIT = Duration.ofSeconds(5);

    private final ServerSocket serverSocket;
    private final DimseOptions options;
    private final @Nullable SSLContext tls;
    private final AssociationPolicy policy;
    private final DimseServices services;
    private final Thread acceptor;
    private final Map<ServerAssociation, Thread> open = new ConcurrentHashMap<>();
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
        this.acceptor =
                Thread.ofPlatform().daemon().name("dicom-accept-" + port()).unstarted(this::acceptAll);
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
        server.acceptor.start();
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
        Thread thread = Thread.ofVirtual().name("dicom-association").unstarted(() -> {
            try {
                association.run();
            } finally {
                open.remove(association);
            }
        });
        open.put(association, thread);
        thread.start();
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

    /** Stops listening, ends all associations at once and waits a few seconds for their handlers. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /** As with the wait for handlers, which is a few seconds. */
    public int close(Duration grace) {
        return close(grace, END_WAIT);
    }

    /**
     * Stops listening, gives associations that time to finish, then ends those that are left. Does not wait for an
     * association that itself calls this, nor once the caller is interrupted.
     *
     * @param handlers how long handlers may go on after their association was ended
     * @return how many associations are still served; each is logged
     */
    public int close(Duration grace, Duration handlers) {
        closing = true;
        try {
            serverSocket.close();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Closing the listener failed", e);
        }
        join(List.of(acceptor), handlers);
        join(open.values(), grace);
        open.keySet().forEach(ServerAssociation::disconnect);
        join(open.values(), handlers);
        List<ServerAssociation> running = open.entrySet().stream()
                .filter(entry -> entry.getValue() != Thread.currentThread())
                .map(Map.Entry::getKey)
                .toList();
        running.forEach(association ->
                LOG.log(Level.WARNING, "The association with {0} was ended and is still served", association.remote()));
        return running.size();
    }

    /** Waits for threads other than this one, all together at most that long. */
    private static void join(Collection<Thread> threads, Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        for (Thread thread : threads) {
            long left = end - System.nanoTime();
            if (left <= 0 || (thread != Thread.currentThread() && !join(thread, left))) {
                return;
            }
        }
    }

    /** Whether the thread ended in time. */
    private static boolean join(Thread thread, long nanos) {
        try {
            return thread.join(Duration.ofNanos(nanos));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
