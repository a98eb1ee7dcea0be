package io.dayside.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.data.UID;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClientTests {

    private static final List<PresentationContext> CT =
            PresentationContext.single(UID.CTImageStorage, UID.ExplicitVRLittleEndian);

    private final Received received = new Received();

    @Test
    void objectsOfEverySizeArriveWhole() throws IOException {
        Random random = new Random(1);
        try (DimseServer server = start(_ -> new AssociationPolicy.Accepted(), received);
                DimseClient client = connect(server)) {
            for (int size : new int[] {2, 4094, 262_138, 262_140, 1_000_000}) {
                byte[] dataset = new byte[size];
                random.nextBytes(dataset);
                assertThat(client.store(UID.CTImageStorage, "1.2." + size, UID.ExplicitVRLittleEndian, dataset))
                        .isEqualTo(StoreResponse.SUCCESS);
                assertThat(received.objects.getLast().dataset()).isEqualTo(dataset);
            }
            client.release();
        }
    }

    @Test
    void refusalsOfTheHandlerReachTheSender() throws IOException {
        StoreHandler full = _ -> new StoreResponse(Status.OutOfResources, "quota of the hospital is used up");
        try (DimseServer server = start(_ -> new AssociationPolicy.Accepted(), full);
                DimseClient client = connect(server)) {
            StoreResponse response =
                    client.store(UID.CTImageStorage, "1.2.3", UID.ExplicitVRLittleEndian, new byte[600_000]);
            assertThat(response.status()).isEqualTo(Status.OutOfResources);
            assertThat(response.errorComment()).isEqualTo("quota of the hospital is used up");
            assertThat(response.isStored()).isFalse();
            client.release();
        }
    }

    @Test
    void handlerThatFailsGivesAFailureAndTheAssociationGoesOn() throws IOException {
        StoreHandler failing = _ -> {
            throw new IllegalStateException("broken");
        };
        try (DimseServer server = start(_ -> new AssociationPolicy.Accepted(), failing);
                DimseClient client = connect(server)) {
            for (int i = 1; i <= 2; i++) {
                assertThat(client.store(UID.CTImageStorage, "1.2.3", UID.ExplicitVRLittleEndian, new byte[10])
                                .status())
                        .isEqualTo(Status.ProcessingFailure);
            }
            client.release();
        }
    }

    /** Such as a handler that forwards what it gets, or asks a database. */
    @Test
    void networkErrorOfTheHandlerIsAFailureAndTheAssociationGoesOn() throws IOException {
        List<IOException> errors = List.of(
                new ConnectException("database"),
                new SocketTimeoutException("database"),
                new EOFException("database"),
                new AssociationRejected(AssociationPolicy.Rejected.CALLED_AE_NOT_RECOGNIZED));
        for (IOException error : errors) {
            StoreHandler failing = _ -> {
                throw error;
            };
            try (DimseServer server = start(_ -> new AssociationPolicy.Accepted(), failing);
                    DimseClient client = connect(server)) {
                for (int i = 1; i <= 2; i++) {
                    assertThat(client.store(UID.CTImageStorage, "1.2.3", UID.ExplicitVRLittleEndian, new byte[300_000])
                                    .status())
                            .as(error.toString())
                            .isEqualTo(Status.ProcessingFailure);
                }
                client.release();
            }
        }
    }

    @Test
    void dcm03MalformedInstanceUidsAreRefused() throws IOException {
        try (DimseServer server = start(_ -> new AssociationPolicy.Accepted(), received);
                DimseClient client = connect(server)) {
            for (String uid : List.of("../../etc/passwd", "/etc", "1..2", "1.2.", "1.2\\..", "1".repeat(65), "CON")) {
                StoreResponse response =
                        client.store(UID.CTImageStorage, uid, UID.ExplicitVRLittleEndian, new byte[10]);
                assertThat(response.status()).as(uid).isEqualTo(Status.InvalidObjectInstance);
            }
            client.release();
        }
        assertThat(received.objects).isEmpty();
    }

    @Test
    void dcm01RejectionNamesTheReason() throws IOException {
        try (DimseServer server = start(_ -> AssociationPolicy.Rejected.CALLING_AE_NOT_RECOGNIZED, received)) {
            assertThatThrownBy(() -> connect(server))
                    .isInstanceOf(AssociationRejected.class)
                    .hasMessage("association rejected: permanent, calling AE title not recognized");
        }
    }

    @Test
    void contextsThatWereNotAcceptedAreNamed() throws IOException {
        try (DimseServer server = start(_ -> new AssociationPolicy.Accepted(), received);
                DimseClient client = connect(server)) {
            assertThat(client.accepts(UID.CTImageStorage, UID.ExplicitVRLittleEndian))
                    .isTrue();
            assertThatThrownBy(() -> client.store(UID.CTImageStorage, "1.2", UID.JPEG2000, new byte[2]))
                    .isInstanceOf(ContextNotAccepted.class)
                    .hasMessageContaining("CT Image Storage as JPEG 2000");
            client.release();
        }
    }

    @Test
    void peerThatNeverAnswersTimesOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), silent.getLocalPort());
            assertThatThrownBy(() -> DimseClient.connect(address, "A", "B", CT, Duration.ofMillis(200)))
                    .isInstanceOf(AssociationTimedOut.class);
        }
    }

    @Test
    void stoppedServerAbortsNobodyWhoFinishesInTime() throws Exception {
        try (DimseServer server = start(_ -> new AssociationPolicy.Accepted(), received);
                DimseClient client = connect(server)) {
            Thread stopping = Thread.ofVirtual().start(() -> server.close(Duration.ofSeconds(10)));
            assertThat(client.store(UID.CTImageStorage, "1.2.3", UID.ExplicitVRLittleEndian, new byte[10]))
                    .isEqualTo(StoreResponse.SUCCESS);
            client.release();
            stopping.join(Duration.ofSeconds(5));
            assertThat(stopping.isAlive()).isFalse();
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    @Timeout(60)
    void stoppedServerWaitsForHandlersOfAssociationsThatItEnded() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();
        StoreHandler slow = _ -> {
            begun.countDown();
            await(ended);
            done.set(true);
            return StoreResponse.SUCCESS;
        };
        try (DimseServer server = start(_ -> new AssociationPolicy.Accepted(), slow);
                DimseClient client = connect(server)) {
            Thread storing = Thread.ofVirtual()
                    .start(() -> assertThatThrownBy(() ->
                                    client.store(UID.CTImageStorage, "1.2.3", UID.ExplicitVRLittleEndian, new byte[10]))
                            .isInstanceOf(IOException.class));
            begun.await();
            assertThat(server.close(Duration.ZERO, Duration.ofMillis(100))).isEqualTo(1);
            assertThat(server.connections()).isEqualTo(1);
            Thread.ofVirtual().start(() -> {
                pause();
                ended.countDown();
            });
            assertThat(server.close(Duration.ZERO, Duration.ofSeconds(60))).isZero();
            assertThat(done).isTrue();
            assertThat(server.connections()).isZero();
            storing.join();
        }
    }

    @Test
    @Timeout(60)
    void handlerMayStopItsServer() throws Exception {
        CompletableFuture<DimseServer> started = new CompletableFuture<>();
        CompletableFuture<Integer> running = new CompletableFuture<>();
        StoreHandler stopping = _ -> {
            running.complete(started.join().close(Duration.ZERO, Duration.ofHours(1)));
            return StoreResponse.SUCCESS;
        };
        try (DimseServer server = start(_ -> new AssociationPolicy.Accepted(), stopping);
                DimseClient client = connect(server)) {
            started.complete(server);
            assertThatThrownBy(
                            () -> client.store(UID.CTImageStorage, "1.2.3", UID.ExplicitVRLittleEndian, new byte[10]))
                    .isInstanceOf(IOException.class);
            assertThat(running.get()).isZero();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DimseServer start(AssociationPolicy policy, StoreHandler handler) throws IOException {
        return DimseServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), DimseOptions.DEFAULT, policy, handler);
    }

    private static DimseClient connect(DimseServer server) throws IOException {
        return DimseClient.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()), "MODALITY", "NORTHGATE", CT);
    }
}
