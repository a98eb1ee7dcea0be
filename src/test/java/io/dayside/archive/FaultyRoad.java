package io.dayside.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A way to a server that can be made to fail: what passes it is passed on, refused, kept back or cut in the middle. */
final class FaultyRoad implements AutoCloseable {

    private static final String REFUSAL = """
            HTTP/1.1 503 Slow Down\r
            Content-Type: application/xml\r
            Content-Length: 87\r
            Connection: close\r
            \r
            <Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>""";

    enum Fault {
        NONE,
        /** Every request is answered with status 503. */
        ANSWERS_503,
        /** Requests are taken and never answered. */
        SILENT,
        /** The connection ends after some bytes of the answer. */
        CUTS_ANSWERS,
        /** The connection ends after some bytes of the request. */
        CUTS_REQUESTS
    }

    /** More than the headers of an answer, less than what is copied or fetched. */
    private static final int BYTES_BEFORE_CUT = 4_000;

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private Fault fault = Fault.NONE;

    FaultyRoad(int target) throws IOException {
        this.target = target;
        threads.execute(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    /** From now on, for connections that are kept open as well. */
    synchronized void set(Fault next) {
        fault = next;
        open.forEach(FaultyRoad::end);
    }

    /** What is to be done to a connection; a later change ends it. */
    private synchronized Fault opened(Socket client) {
        open.add(client);
        return fault;
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                var client = listener.accept();
                threads.execute(() -> serve(client));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        var now = opened(client);
        try (client) {
            switch (now) {
                case ANSWERS_503 -> refuse(client);
                case SILENT -> client.getInputStream().transferTo(OutputStream.nullOutputStream());
                case NONE -> connect(client, Long.MAX_VALUE, Long.MAX_VALUE);
                case CUTS_ANSWERS -> connect(client, Long.MAX_VALUE, BYTES_BEFORE_CUT);
                case CUTS_REQUESTS -> connect(client, BYTES_BEFORE_CUT, Long.MAX_VALUE);
            }
        } catch (IOException _) {
            // What the fault is meant to look like.
        } finally {
            open.remove(client);
        }
    }

    private static void refuse(Socket client) throws IOException {
        var in = client.getInputStream();
        if (in.read(new byte[8192]) > 0) {
            client.getOutputStream().write(REFUSAL.getBytes(StandardCharsets.US_ASCII));
            client.shutdownOutput();
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private void connect(Socket client, long requestBytes, long answerBytes) throws IOException {
        try (var server = new Socket(InetAddress.getLoopbackAddress(), target)) {
            open.add(server);
            var requests = threads.submit(() -> pass(client, server, requestBytes));
            pass(server, client, answerBytes);
            end(client);
            requests.cancel(false);
            open.remove(server);
        }
    }

    private static void pass(Socket from, Socket to, long most) {
        try {
            pass(from.getInputStream(), to.getOutputStream(), most);
        } catch (IOException _) {
            // One side is gone; then the other is to go.
        }
        end(from);
        end(to);
    }

    private static void pass(InputStream from, OutputStream to, long most) throws IOException {
        var buffer = new byte[8192];
        long left = most;
        while (left > 0) {
            int count = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                return;
            }
            to.write(buffer, 0, count);
            left -= count;
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException _) {
            // It is gone either way.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        open.forEach(FaultyRoad::end);
        threads.shutdownNow();
    }
}
