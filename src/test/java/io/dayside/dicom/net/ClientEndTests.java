package io.dayside.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How an association of ours ends, and what is said to whoever goes on using it. */
@Timeout(120)
class ClientEndTests {

    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final String MOVE = UID.StudyRootQueryRetrieveInformationModelMove;
    private static final String GET = UID.StudyRootQueryRetrieveInformationModelGet;
    private static final int MATCHES = 3;

    private final LinkedBlockingQueue<AssociationInfo> ended = new LinkedBlockingQueue<>();
    private DimseServer server;
    private DimseClient client;

    /** Says a few times that it is not done yet. */
    private static final class Answering implements DimseService {

        @Override
        public boolean serves(String sopClassUid) {
            return Set.of(FIND, MOVE, GET).contains(sopClassUid);
        }

        @Override
        public void serve(DimseExchange exchange) throws IOException {
            for (int i = 0; i < MATCHES; i++) {
                exchange.respond(
                        DimseResponse.of(Status.Pending, new Attributes().setString(Tag.PatientID, VR.LO, "P" + i)));
            }
            exchange.respond(DimseResponse.of(Status.Success));
        }
    }

    @BeforeEach
    void connect() throws IOException {
        AssociationPolicy policy = new AssociationPolicy() {
            @Override
            public Decision decide(AssociationInfo association) {
                return new Accepted();
            }

            @Override
            public void ended(AssociationInfo association) {
                ended.add(association);
            }
        };
        DimseServices services = DimseServices.of(DimseServices.storage(new Received()), new Answering());
        server = DimseServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), DimseOptions.DEFAULT, policy, services);
        client = DimseClient.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                "MODALITY",
                "NORTHGATE",
                List.of(
                        new PresentationContext(1, FIND, List.of(UID.ExplicitVRLittleEndian)),
                        new PresentationContext(3, MOVE, List.of(UID.ExplicitVRLittleEndian)),
                        new PresentationContext(5, GET, List.of(UID.ExplicitVRLittleEndian)),
                        new PresentationContext(7, UID.CTImageStorage, List.of(UID.ExplicitVRLittleEndian)),
                        new PresentationContext(9, UID.Verification, List.of(UID.ImplicitVRLittleEndian))));
    }

    @AfterEach
    void disconnect() {
        client.close();
        server.close();
    }

    private interface Use {
        void run() throws IOException;
    }

    @Test
    void callbackThatThrowsEndsTheAssociationAndIsHeard() throws Exception {
        IllegalStateException broken = new IllegalStateException("callback");
        List<Use> uses = List.of(
                () -> client.find(FIND, new Attributes(), _ -> fail(broken)),
                () -> client.move(MOVE, "THIRD", new Attributes(), _ -> fail(broken)),
                () -> client.get(GET, new Attributes(), new Received(), _ -> fail(broken)),
                () -> {
                    StorePipeline pipeline = client.pipeline((_, _) -> fail(broken));
                    pipeline.store(UID.CTImageStorage, "1.2.3", UID.ExplicitVRLittleEndian, object());
                    pipeline.finish();
                });
        for (Use use : uses) {
            assertThat(catchThrowable(use::run)).isSameAs(broken);
            assertThat(ended.poll(60, TimeUnit.SECONDS)).isNotNull();
            assertThatThrownBy(client::echo)
                    .isInstanceOf(AssociationEnded.class)
                    .hasMessageContaining("callback failed")
                    .hasCause(broken);
            disconnect();
            connect();
        }
    }

    private static boolean fail(RuntimeException cause) {
        throw cause;
    }

    @Test
    void objectThatCannotBeReadIsNotBlamedOnThePeer() throws Exception {
        for (Exception cause : List.of(new IOException("disk"), new UncheckedIOException(new IOException("disk")))) {
            InputStream unreadable = new SequenceInputStream(object(), failing(cause));
            assertThatThrownBy(() -> client.store(UID.CTImageStorage, "1.2", UID.ExplicitVRLittleEndian, unreadable))
                    .isInstanceOf(AssociationAborted.class)
                    .hasMessage("aborted, an object could not be read to its end")
                    .hasCause(cause);
            assertThatThrownBy(client::echo)
                    .isInstanceOf(AssociationEnded.class)
                    .hasMessageContaining("object could not be read to its end");
            disconnect();
            connect();
        }
    }

    private static InputStream object() {
        return new ByteArrayInputStream(new byte[600_000]);
    }

    private static InputStream failing(Exception cause) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return read(new byte[1], 0, 1);
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (cause instanceof IOException io) {
                    throw io;
                }
                throw (RuntimeException) cause;
            }
        };
    }

    @Test
    void associationThatWasReleasedOrClosedSaysSo() throws Exception {
        client.release();
        for (Use use : List.<Use>of(client::release, client::echo, () -> client.find(FIND, new Attributes()))) {
            assertThatThrownBy(use::run)
                    .isInstanceOf(AssociationEnded.class)
                    .hasMessage("the association has ended: it was released");
        }
        connect();
        client.close();
        assertThatThrownBy(client::echo)
                .isInstanceOf(AssociationEnded.class)
                .hasMessage("the association has ended: it was closed");
    }

    @Test
    void associationThatThePeerEndedSaysHow() {
        server.close();
        assertThatThrownBy(client::echo).isInstanceOf(IOException.class).isNotInstanceOf(AssociationEnded.class);
        assertThatThrownBy(client::echo)
                .isInstanceOf(AssociationEnded.class)
                .cause()
                .isInstanceOf(IOException.class);
    }
}
