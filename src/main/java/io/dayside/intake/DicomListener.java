package io.dayside.intake;

import io.dayside.dicom.net.DimseOptions;
import io.dayside.dicom.net.DimseServer;
import io.dayside.dicom.net.DimseServices;
import io.dayside.dicom.service.CommitmentService;
import io.dayside.dicom.service.FindService;
import io.dayside.dicom.service.GetService;
import io.dayside.dicom.service.MoveService;
import io.dayside.dicom.service.PerformedProcedureStepService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The DIMSE ports, in the clear and under TLS with certificates of both sides; each only where it is configured. They
 * open as soon as hospitals and rows are known, since modalities wait, and pages may still be on their way. They close
 * first, letting running associations finish.
 */
@Component
class DicomListener implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DicomListener.class);
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** The SSL bundle with our certificate and those whom hospitals' certificates are trusted from. */
    static final String BUNDLE = "dicom";

    /** Right after the archive's rows, far ahead of the web server. */
    static final int PHASE = 1_000;

    private final DicomDoor door;
    private final QueryDoor queries;
    private final RetrieveDoor retrievals;
    private final StepDoor steps;
    private final CommitmentDoor commitments;
    private final SslBundles bundles;
    private final InetAddress address;
    private final @Nullable Integer plainPort;
    private final @Nullable Integer tlsPort;
    private final List<DimseServer> servers = new CopyOnWriteArrayList<>();

    DicomListener(
            DicomDoor door,
            QueryDoor queries,
            RetrieveDoor retrievals,
            StepDoor steps,
            CommitmentDoor commitments,
            SslBundles bundles,
            @Value("${dayside.dicom.bind:0.0.0.0}") InetAddress address,
            @Value("${dayside.dicom.port:#{null}}") @Nullable Integer plainPort,
            @Value("${dayside.dicom.tls-port:#{null}}") @Nullable Integer tlsPort) {
        this.door = door;
        this.queries = queries;
        this.retrievals = retrievals;
        this.steps = steps;
        this.commitments = commitments;
        this.bundles = bundles;
        this.address = address;
        this.plainPort = plainPort;
        this.tlsPort = tlsPort;
    }

    @Override
    public void start() {
        var services = DimseServices.of(
                DimseServices.storage(door),
                new FindService(QueryDoor.MODELS, queries, QueryDoor.MAX_MATCHES),
                new MoveService(RetrieveDoor.MOVE_MODELS, retrievals, retrievals),
                new GetService(RetrieveDoor.GET_MODELS, retrievals),
                new PerformedProcedureStepService(steps),
                new CommitmentService(commitments));
        if (plainPort != null) {
            open(plainPort, bind -> DimseServer.start(bind, DimseOptions.DEFAULT, door, services));
        }
        if (tlsPort != null) {
            var tls = bundles.getBundle(BUNDLE).createSslContext();
            open(tlsPort, bind -> DimseServer.start(bind, DimseOptions.DEFAULT, tls, door, services));
        }
        log.info("DICOM on ports {}", ports());
    }

    private interface Opening {
        DimseServer at(InetSocketAddress bind) throws IOException;
    }

    private void open(int port, Opening opening) {
        try {
            servers.add(opening.at(new InetSocketAddress(address, port)));
        } catch (IOException e) {
            throw new UncheckedIOException("DICOM port " + port + " cannot be opened", e);
        }
    }

    /** Before anything else ends. */
    @EventListener(ContextClosedEvent.class)
    @Override
    public void stop() {
        var running = new ArrayList<>(servers);
        servers.clear();
        running.forEach(server -> server.close(GRACE));
    }

    @Override
    public boolean isRunning() {
        return !servers.isEmpty();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** The ports listened on, the one in the clear first, also where any free one was asked for. */
    List<Integer> ports() {
        return servers.stream().map(DimseServer::port).toList();
    }
}
