package io.dayside.dicom.fuzz;

import io.dayside.dicom.net.AssociationPolicy;
import io.dayside.dicom.net.DimseOptions;
import io.dayside.dicom.net.DimseServer;
import io.dayside.dicom.net.StoreResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A real acceptor, to which a peer says anything at all. Afterwards it must have hung up, without a defect. */
final class AssociationFuzz {

    private static final int PATIENCE_MS = 5_000;
    private static final Logger LOG = Logger.getLogger("io.dayside.dicom.net");
    private static final AtomicReference<@Nullable Throwable> DEFECT = new AtomicReference<>();
    private static final DimseServer SERVER = start();

    private AssociationFuzz() {}

    static InetSocketAddress address() {
        return new InetSocketAddress(SERVER.address(), SERVER.port());
    }

    private static DimseServer start() {
        LOG.setUseParentHandlers(false);
        LOG.addHandler(new DefectHandler());
        DimseOptions options = new DimseOptions(16, 64 * 1024, Duration.ofMillis(200), Duration.ofMillis(200));
        try {
            return DimseServer.start(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    options,
                    _ -> new AssociationPolicy.Accepted(),
                    request -> {
                        request.dataset().readAllBytes();
                        return StoreResponse.SUCCESS;
                    });
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static void send(byte[] input) throws IOException {
        DEFECT.set(null);
        try (Socket socket = new Socket(SERVER.address(), SERVER.port())) {
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(input);
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the acceptor does not hang up", e);
        } catch (SocketException _) {
            // the acceptor hung up first
        }
        Throwable defect = DEFECT.get();
        if (defect != null) {
            throw new AssertionError("the acceptor has a defect", defect);
        }
    }

    /** The acceptor logs what no peer should be able to cause. */
    private static final class DefectHandler extends Handler {

        @Override
        public void publish(LogRecord entry) {
            if (entry.getThrown() instanceof RuntimeException || entry.getThrown() instanceof Error) {
                DEFECT.set(entry.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
