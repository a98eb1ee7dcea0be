package io.dayside.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.UID;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that break the protocol get an A-ABORT, soon, and the next caller is served. */
class HostilePeerTests {

    private static final DimseOptions OPTIONS =
            new DimseOptions(100, 256 * 1024, Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final Received received = new Received();
    private DimseServer server;

    HostilePeerTests() throws IOException {
        server = start(OPTIONS);
    }

    private DimseServer start(DimseOptions options) throws IOException {
        return DimseServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                options,
                _ -> new AssociationPolicy.Accepted(),
                received);
    }

    @BeforeEach
    void listens() {
        assertThat(server.port()).isPositive();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void dcm12UnknownPduIsAborted() throws IOException {
        try (Peer peer = connect()) {
            peer.send(header(0x42, 4));
            peer.expectAbort(1);
        }
    }

    @Test
    void dcm12DataBeforeAssociationIsAborted() throws IOException {
        try (Peer peer = connect()) {
            peer.send(header(Pdu.DATA, 12));
            peer.expectAbort(2);
        }
    }

    @Test
    void dcm12RequestLongerThan64KibIsAborted() throws IOException {
        for (int length : new int[] {64 * 1024 + 1, Integer.MAX_VALUE, 0xFFFFFFFF}) {
            try (Peer peer = connect()) {
                peer.send(header(Pdu.ASSOCIATE_RQ, length));
                peer.expectAbort(6);
            }
        }
    }

    @Test
    void dcm12EvenContextIdIsAborted() throws IOException {
        try (Peer peer = connect()) {
            byte[] request = request();
            request[contextIdAt()] = 2;
            peer.send(request);
            peer.expectAbort(6);
        }
    }

    @Test
    void dcm12EveryCutOfARequestIsAbortedOrDropped() throws IOException {
        byte[] whole = request();
        for (int length = 7; length < whole.length; length += 13) {
            byte[] cut = Arrays.copyOf(whole, length);
            ByteBuffer.wrap(cut).putInt(2, length - 6);
            try (Peer peer = connect()) {
                peer.send(cut);
                assertThat(peer.firstByte()).as("cut at %d", length).isIn(Pdu.ABORT, Pdu.ASSOCIATE_RJ);
            }
        }
    }

    @Test
    void dcm12OversizedAndEmptyPdusAreAborted() throws IOException {
        for (int length : new int[] {OPTIONS.maxPduBytes() + 1, 0xFFFFFFFF, 0, 5}) {
            try (Peer peer = associate()) {
                peer.send(header(Pdu.DATA, length));
                peer.expectAbort(6);
            }
        }
    }

    @Test
    void dcm12PdvLengthsThatLieAreAborted() throws IOException {
        for (int length : new int[] {0, 1, 7, Integer.MAX_VALUE, 0xFFFFFFFF}) {
            try (Peer peer = associate()) {
                peer.send(header(Pdu.DATA, 10));
                peer.send(ByteBuffer.allocate(10)
                        .putInt(length)
                        .put((byte) 1)
                        .put((byte) 3)
                        .array());
                peer.expectAbort(6);
            }
        }
    }

    @Test
    void dcm12ContextThatWasNotAcceptedIsAborted() throws IOException {
        try (Peer peer = associate()) {
            peer.send(header(Pdu.DATA, 6));
            peer.send(new byte[] {0, 0, 0, 2, 5, 3});
            peer.expectAbort(6);
        }
    }

    @Test
    void dcm12DatasetWithoutCommandIsAborted() throws IOException {
        try (Peer peer = associate()) {
            peer.send(header(Pdu.DATA, 6));
            peer.send(new byte[] {0, 0, 0, 2, 1, 2});
            peer.expectAbort(5);
        }
    }

    @Test
    void dcm12CommandWithoutEndIsAborted() throws IOException {
        try (Peer peer = associate()) {
            byte[] pdu = new byte[6 + 6 + 60 * 1024];
            ByteBuffer.wrap(pdu)
                    .put(header(Pdu.DATA, pdu.length - 6))
                    .putInt(pdu.length - 10)
                    .put((byte) 1)
                    .put((byte) 1);
            peer.send(pdu);
            peer.send(pdu);
            peer.expectAbort(6);
        }
    }

    @Test
    void dcm12SecondRequestIsAborted() throws IOException {
        try (Peer peer = associate()) {
            peer.send(request());
            peer.expectAbort(2);
        }
    }

    @Test
    @Timeout(60)
    void dcm13SilentAndTricklingPeersAreDropped() throws Exception {
        try (Peer silent = connect();
                Peer trickling = connect()) {
            byte[] request = request();
            for (int i = 0; i < 20 && trickling.isOpen(); i++) {
                trickling.trySend(new byte[] {request[i]});
                Thread.sleep(50);
            }
            silent.expectAbort(0);
            trickling.expectAbort(0);
        }
    }

    @Test
    void dcm13IdleAssociationIsAborted() throws IOException {
        try (Peer peer = associate()) {
            peer.expectAbort(0);
        }
    }

    @Test
    void objectCutOffByTheConnectionIsNotStored() throws Exception {
        try (DimseServer patient = start(DimseOptions.DEFAULT)) {
            try (Peer peer = new Peer(patient)) {
                peer.associate();
                byte[] command = Commands.encode(Commands.storeRequest(1, UID.CTImageStorage, "1.2.3"));
                peer.send(header(Pdu.DATA, command.length + 6));
                peer.send(ByteBuffer.allocate(6)
                        .putInt(command.length + 2)
                        .put((byte) 1)
                        .put((byte) 3)
                        .array());
                peer.send(command);
                peer.send(header(Pdu.DATA, 14));
                peer.send(new byte[] {0, 0, 0, 10, 1, 0, 1, 2, 3, 4, 5, 6, 7, 8});
            }
            patient.close(Duration.ofSeconds(5));
        }
        assertThat(received.objects).isEmpty();
    }

    @Test
    void associationsBeyondTheLimitAreRejectedForNow() throws IOException {
        try (DimseServer patient = start(new DimseOptions(2, 16 * 1024, Duration.ofSeconds(9), Duration.ofSeconds(9)));
                Peer first = new Peer(patient);
                Peer second = new Peer(patient);
                Peer third = new Peer(patient)) {
            first.associate();
            second.associate();
            third.send(request());
            assertThat(third.receive(10)).startsWith(Pdu.ASSOCIATE_RJ).endsWith(2, 3, 2);
        }
    }

    @Test
    void nextCallerIsServedAfterHundredsOfAborts() throws IOException {
        try (DimseServer patient = start(DimseOptions.DEFAULT)) {
            for (int i = 0; i < 300; i++) {
                try (Peer peer = new Peer(patient)) {
                    peer.send(i % 2 == 0 ? Pdu.abort(0, 0) : header(0x42, -1));
                }
            }
            try (DimseClient client = DimseClient.connect(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), patient.port()),
                    "A",
                    "B",
                    PresentationContext.single(UID.Verification, UID.ImplicitVRLittleEndian))) {
                assertThat(client.echo()).isEqualTo(Status.Success);
                client.release();
            }
        }
    }

    private Peer connect() throws IOException {
        return new Peer(server);
    }

    private Peer associate() throws IOException {
        Peer peer = connect();
        peer.associate();
        return peer;
    }

    private static byte[] request() {
        return new AssociateRequest(
                        1,
                        "CALLED",
                        "CALLING",
                        UID.DICOMApplicationContext,
                        List.of(new PresentationContext(1, UID.CTImageStorage, List.of(UID.ImplicitVRLittleEndian))),
                        UserInformation.request(16 * 1024, null, ClientOptions.DEFAULT))
                .toPdu();
    }

    private static int contextIdAt() {
        int applicationContext = 6 + 68;
        return applicationContext + 4 + UID.DICOMApplicationContext.length() + 4;
    }

    private static byte[] header(int type, int length) {
        return ByteBuffer.allocate(6)
                .put((byte) type)
                .put((byte) 0)
                .putInt(length)
                .array();
    }

    /** Sends what it likes. */
    private static final class Peer implements AutoCloseable {

        private final Socket socket;
        private final DataInputStream in;

        Peer(DimseServer server) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
            socket.setSoTimeout(5000);
            in = new DataInputStream(socket.getInputStream());
        }

        void send(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
        }

        void trySend(byte[] bytes) {
            try {
                send(bytes);
            } catch (IOException _) {
                // Dropped already, which is what the test is about.
            }
        }

        boolean isOpen() {
            return !socket.isClosed();
        }

        void associate() throws IOException {
            send(request());
            assertThat(in.read()).isEqualTo(Pdu.ASSOCIATE_AC);
            in.readByte();
            in.skipNBytes(in.readInt());
        }

        int firstByte() throws IOException {
            return in.read();
        }

        int[] receive(int count) throws IOException {
            byte[] bytes = in.readNBytes(count);
            int[] values = new int[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                values[i] = bytes[i];
            }
            return values;
        }

        void expectAbort(int reason) throws IOException {
            assertThat(receive(10)).containsExactly(Pdu.ABORT, 0, 0, 0, 0, 4, 0, 0, 2, reason);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
