package io.dayside.intake;

import io.dayside.dicom.net.DimseOptions;
import io.dayside.dicom.net.DimseServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The DIMSE port. Opens when all else is ready and closes first, letting running associations finish. */
@Component
class DicomListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DicomListener.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final DicomDoor door;
    private final InetSocketAddress bind;
    private volatile @Nullable DimseServer server;

    DicomListener(
            DicomDoor door,
            @Value("${dayside.dicom.bind:0.0.0.0}") InetAddress address,
            @Value("${dayside.dicom.port:11112}") int port) {
        this.door = door;
        this.bind = new InetSocketAddress(address, port);
    }

    @Override
    public void start() {
        try {
            var started = DimseServer.start(bind, DimseOptions.DEFAULT, door, door);
            server = started;
            log.info("DICOM on port {}", started.port());
        } catch (IOException e) {
            throw new UncheckedIOException("DICOM port " + bind.getPort() + " cannot be opened", e);
        }
    }

    @Override
    public void stop() {
        var running = server;
        server = null;
        if (running != null) {
            running.close(GRACE);
        }
    }

    @Override
    public boolean isRunning() {
        return server != null;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** The port listened on, also where any free one was asked for. */
    int port() {
        var running = server;
        if (running == null) {
            throw new IllegalStateException("not listening");
        }
        return running.port();
    }
}
