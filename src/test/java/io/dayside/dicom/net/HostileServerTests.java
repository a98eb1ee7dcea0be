package io.dayside.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our side asks, and what answers is up to no good. */
@Timeout(120)
class HostileServerTests {

    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final String GET = UID.StudyRootQueryRetrieveInformationModelGet;
    private static final String MOVE = UID.StudyRootQueryRetrieveInformationModelMove;
    private static final int MAX_RESPONSES = 50;
    private static final ClientOptions OPTIONS =
            ClientOptions.DEFAULT.asProviderOf(UID.CTImageStorage).withMaxResponses(MAX_RESPONSES);

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Received received = new Received();
    private @Nullable CompletableFuture<Integer> served;

    HostileServerTests() throws IOException {}

    /** What the server does after it accepted; returns how many messages it could send. */
    private interface Script {
        int run(RawPeer peer) throws IOException;
    }

    private void serve(Script script) {
        serve(null, script);
    }

    private void serve(@Nullable String transferSyntax, Script script) {
        served = CompletableFuture.supplyAsync(() -> {
            try (RawPeer peer = new RawPeer(listener.accept())) {
                peer.accept(transferSyntax);
                return script.run(peer);
            } catch (IOException _) {
                return -1; // cut off, as it should be
            }
        });
    }

    private DimseClient connect(ClientOptions options) throws IOException {
        List<PresentationContext> contexts = new ArrayList<>();
        for (String sopClass : List.of(FIND, GET, MOVE, UID.CTImageStorage)) {
            contexts.add(
                    new PresentationContext(contexts.size() * 2 + 1, sopClass, List.of(UID.ExplicitVRLittleEndian)));
        }
        return DimseClient.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()),
                "DAYSIDE",
                "HOSTILE",
                contexts,
                options);
    }

    @AfterEach
    void stop() throws Exception {
        listener.close();
        if (served != null) {
            served.get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void dcm16_pendingResponsesWithoutEndAreCutOff() throws IOException {
        for (String model : List.of(FIND, GET, MOVE)) {
            serve(peer -> {
                RawPeer.Message request = peer.receive();
                for (int sent = 0; ; sent++) {
                    peer.send(request.contextId(), RawPeer.answer(request, Status.Pending, false));
                }
            });
            List<Object> answers = new ArrayList<>();
            try (DimseClient client = connect(OPTIONS)) {
                assertThatThrownBy(() -> ask(client, model, answers)).isInstanceOf(AssociationAborted.class);
            }
            assertThat(answers).as(model).hasSizeLessThanOrEqualTo(MAX_RESPONSES + 1);
        }
    }

    private void ask(DimseClient client, String model, List<Object> answers) throws IOException {
        Attributes keys = new Attributes().setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY");
        switch (model) {
            case FIND -> client.find(FIND, keys, answers::add);
            case GET -> client.get(GET, keys, received, answers::add);
            default -> client.move(MOVE, "ELSEWHERE", keys, answers::add);
        }
    }

    @Test
    void dcm16_responsesGoOnAfterTheCancelAndAreCutOff() throws IOException {
        serve(peer -> {
            RawPeer.Message request = peer.receive();
            for (int sent = 0; ; sent++) {
                peer.send(request.contextId(), RawPeer.answer(request, Status.Pending, true), new byte[0]);
            }
        });
        try (DimseClient client = connect(OPTIONS)) {
            assertThatThrownBy(() -> client.find(FIND, new Attributes(), _ -> false))
                    .isInstanceOf(AssociationAborted.class);
        }
    }

    @Test
    void dcm16_objectsWithoutEndDuringOneRetrievalAreCutOff() throws IOException {
        serve(peer -> {
            peer.receive();
            for (int sent = 1; ; sent++) {
                peer.send(7, RawPeer.storeRequest(sent, UID.CTImageStorage, "1.2." + sent), new byte[8]);
                peer.receive();
            }
        });
        try (DimseClient client = connect(OPTIONS)) {
            assertThatThrownBy(() -> client.get(GET, new Attributes(), received, _ -> true))
                    .isInstanceOf(AssociationAborted.class);
        }
        assertThat(received.objects).hasSizeLessThanOrEqualTo(MAX_RESPONSES + 1);
    }

    @Test
    void dcm16_echoRequestsWithoutEndAreCutOff() throws IOException {
        serve(peer -> {
            peer.receive();
            for (int sent = 1; ; sent++) {
                peer.send(1, RawPeer.request(DimseOperation.C_ECHO, sent, UID.Verification, false));
            }
        });
        try (DimseClient client = connect(OPTIONS)) {
            assertThatThrownBy(() -> client.find(FIND, new Attributes())).isInstanceOf(AssociationAborted.class);
        }
    }

    @Test
    void dcm16_identifierThatNeverEndsIsCutOffAndNotKept() throws IOException {
        serve(peer -> {
            RawPeer.Message request = peer.receive();
            peer.send(request.contextId(), RawPeer.answer(request, Status.Pending, true));
            byte[] header = ByteBuffer.allocate(12)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(new byte[] {0x08, 0, 0x08, 0, 'U', 'T', 0, 0})
                    .putInt(0x7FFFFFFE)
                    .array();
            peer.sendPart(request.contextId(), 0, header);
            for (int sent = 0; ; sent++) {
                peer.sendPart(request.contextId(), 0, new byte[16 * 1024]);
            }
        });
        long before = allocated();
        try (DimseClient client = connect(OPTIONS)) {
            assertThatThrownBy(() -> client.find(FIND, new Attributes())).isInstanceOf(AssociationAborted.class);
        }
        assertThat(allocated() - before).isLessThan(64L * 1024 * 1024);
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void dcm16_malformedAndDeeplyNestedIdentifiersAreCutOff() throws IOException {
        for (byte[] identifier : List.of(new byte[] {8, 0, 5, 0, 'X', 'X', 1, 0, 0, 0}, nested(10_000))) {
            serve(peer -> {
                RawPeer.Message request = peer.receive();
                peer.send(request.contextId(), RawPeer.answer(request, Status.Pending, true), identifier);
                return 1;
            });
            try (DimseClient client = connect(OPTIONS)) {
                assertThatThrownBy(() -> client.find(FIND, new Attributes()))
                        .isInstanceOf(AssociationAborted.class)
                        .hasStackTraceContaining("identifier is malformed");
            }
        }
    }

    private static byte[] nested(int depth) throws IOException {
        byte[] opening = {0x08, 0, 0x40, 0x11, 'S', 'Q', 0, 0, -1, -1, -1, -1, -2, -1, 0, -32, -1, -1, -1, -1};
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < depth; i++) {
            out.write(opening);
        }
        return out.toByteArray();
    }

    @Test
    void dcm16_objectsOfAGetWithUidsThatAreNoneAreRefused() throws Exception {
        List<String> uids =
                List.of("../../etc/passwd", "/etc/passwd", "C:\\Windows", "1..2", "1.2.\0", "CON", "1".repeat(65), "");
        List<Integer> statuses = new ArrayList<>();
        serve(peer -> {
            RawPeer.Message request = peer.receive();
            for (String uid : uids) {
                peer.send(7, RawPeer.storeRequest(9, UID.CTImageStorage, uid), new byte[8]);
                statuses.add(peer.receive().status());
            }
            peer.send(request.contextId(), RawPeer.answer(request, Status.Success, false));
            return uids.size();
        });
        try (DimseClient client = connect(OPTIONS)) {
            assertThat(client.get(GET, new Attributes(), received, _ -> true).status())
                    .isEqualTo(Status.Success);
        }
        assertThat(statuses).hasSize(uids.size()).containsOnly(Status.InvalidObjectInstance);
        assertThat(received.objects).isEmpty();
    }

    @Test
    void dcm16_objectsThatWereNotAskedForAreRefused() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        serve(peer -> {
            RawPeer.Message request = peer.receive();
            peer.send(7, RawPeer.storeRequest(9, UID.CTImageStorage, "1.2.3"), new byte[8]);
            statuses.add(peer.receive().status());
            peer.send(request.contextId(), RawPeer.answer(request, Status.Success, false));
            return 1;
        });
        try (DimseClient client = connect(OPTIONS)) {
            assertThat(client.find(FIND, new Attributes())).isEmpty();
        }
        assertThat(statuses).containsExactly(Status.SOPClassNotSupported);
    }

    @Test
    void dcm16_objectOfAClassWithoutTheRoleOfAProviderIsRefused() throws Exception {
        List<RoleSelection> provider = List.of(new RoleSelection(UID.CTImageStorage, false, true));
        assertObjectRefused(ClientOptions.DEFAULT, provider);
        assertObjectRefused(OPTIONS, List.of());
        assertObjectRefused(OPTIONS, List.of(new RoleSelection(UID.CTImageStorage, true, false)));
        assertObjectRefused(OPTIONS, List.of(new RoleSelection(UID.MRImageStorage, false, true)));
        assertThat(received.objects).isEmpty();
    }

    private void assertObjectRefused(ClientOptions asking, List<RoleSelection> granted) throws Exception {
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> {
            try (RawPeer peer = new RawPeer(listener.accept())) {
                peer.accept(peer.readRequest(), null, granted);
                RawPeer.Message request = peer.receive();
                peer.send(7, RawPeer.storeRequest(9, UID.CTImageStorage, "1.2.3"), new byte[8]);
                int answered = peer.receive().status();
                peer.send(request.contextId(), RawPeer.answer(request, Status.Success, false));
                return answered;
            } catch (IOException _) {
                return -1;
            }
        });
        try (DimseClient client = connect(asking)) {
            client.get(GET, new Attributes(), received, _ -> true);
        }
        assertThat(status.get(60, TimeUnit.SECONDS)).isEqualTo(Status.SOPClassNotSupported);
    }

    @Test
    void dcm16_objectOfAnotherClassThanTheContextsIsRefused() throws Exception {
        List<Integer> statuses = new ArrayList<>();
        serve(peer -> {
            RawPeer.Message request = peer.receive();
            peer.send(7, RawPeer.storeRequest(9, UID.MRImageStorage, "1.2.3"), new byte[8]);
            statuses.add(peer.receive().status());
            peer.send(request.contextId(), RawPeer.answer(request, Status.Success, false));
            return 1;
        });
        try (DimseClient client = connect(OPTIONS)) {
            client.get(GET, new Attributes(), received, _ -> true);
        }
        assertThat(statuses).containsExactly(Status.SOPClassNotSupported);
        assertThat(received.objects).isEmpty();
    }

    @Test
    void dcm16_answerToAnotherMessageIsCutOff() throws IOException {
        serve(peer -> {
            RawPeer.Message request = peer.receive();
            request.command().setInt(Tag.MessageID, VR.US, request.messageId() + 1);
            peer.send(request.contextId(), RawPeer.answer(request, Status.Success, false));
            return 1;
        });
        try (DimseClient client = connect(OPTIONS)) {
            assertThatThrownBy(() -> client.find(FIND, new Attributes())).isInstanceOf(AssociationAborted.class);
        }
    }

    @Test
    void dcm16_syntaxThatWasNotProposedIsCutOff() {
        serve(UID.JPEG2000, peer -> 0);
        assertThatThrownBy(() -> connect(OPTIONS))
                .isInstanceOf(AssociationAborted.class)
                .hasStackTraceContaining("transfer syntax that was not proposed");
    }

    @Test
    void dcm16_releaseAmidAnOperationIsCutOff() throws IOException {
        serve(peer -> {
            peer.receive();
            peer.write(Pdu.releaseRequest());
            return 1;
        });
        try (DimseClient client = connect(OPTIONS)) {
            assertThatThrownBy(() -> client.find(FIND, new Attributes()))
                    .isInstanceOf(AssociationAborted.class)
                    .hasStackTraceContaining("release amid an operation");
        }
    }

    @Test
    void dcm16_dataSetThatIsAnnouncedAndNeverComesTimesOut() throws IOException {
        serve(peer -> {
            RawPeer.Message request = peer.receive();
            peer.send(request.contextId(), RawPeer.answer(request, Status.Pending, true));
            return peer.isAborted() ? 1 : 0;
        });
        try (DimseClient client = connect(OPTIONS.withLongestWait(Duration.ofMillis(300)))) {
            assertThatThrownBy(() -> client.find(FIND, new Attributes())).isInstanceOf(AssociationTimedOut.class);
        }
    }

    @Test
    void dcm16_answerWithoutStatusIsAFailure() throws IOException {
        serve(peer -> {
            RawPeer.Message request = peer.receive();
            Attributes answer = RawPeer.answer(request, Status.Success, false);
            answer.remove(Tag.Status);
            peer.send(request.contextId(), answer);
            return 1;
        });
        try (DimseClient client = connect(OPTIONS)) {
            assertThat(client.find(FIND, new Attributes(), _ -> true).status()).isEqualTo(Status.ProcessingFailure);
        }
    }

    @Test
    void dcm16_acceptanceOfContextsThatWereNotProposedCountsForNothing() throws IOException {
        served = CompletableFuture.supplyAsync(() -> {
            try (RawPeer peer = new RawPeer(listener.accept())) {
                peer.readRequest();
                List<AssociateAccept.Answer> answers = List.of(
                        new AssociateAccept.Answer(1, AssociateAccept.ACCEPTED, UID.ExplicitVRLittleEndian),
                        new AssociateAccept.Answer(99, AssociateAccept.ACCEPTED, UID.ExplicitVRLittleEndian));
                peer.write(new AssociateAccept("HOSTILE", "DAYSIDE", answers, UserInformation.NONE).toPdu());
                RawPeer.Message request = peer.receive();
                peer.send(99, RawPeer.answer(request, Status.Success, false));
                return peer.isAborted() ? 1 : 0;
            } catch (IOException _) {
                return -1;
            }
        });
        try (DimseClient client = connect(OPTIONS)) {
            assertThat(client.accepts(MOVE, UID.ExplicitVRLittleEndian)).isFalse();
            assertThatThrownBy(() -> client.find(FIND, new Attributes())).isInstanceOf(AssociationAborted.class);
        }
    }

    @Test
    void dcm16_malformedAcceptancesAreCutOff() {
        byte[] zeros = new byte[200];
        byte[] endlessItem = new byte[80];
        endlessItem[68] = 0x50;
        endlessItem[70] = (byte) 0xFF;
        endlessItem[71] = (byte) 0xFF;
        for (byte[] body : List.of(new byte[10], endlessItem, zeros)) {
            served = CompletableFuture.supplyAsync(() -> {
                try (RawPeer peer = new RawPeer(listener.accept())) {
                    peer.readRequest();
                    peer.write(ByteBuffer.allocate(6 + body.length)
                            .put((byte) Pdu.ASSOCIATE_AC)
                            .put((byte) 0)
                            .putInt(body.length)
                            .put(body)
                            .array());
                    return peer.isAborted() ? 1 : 0;
                } catch (IOException _) {
                    return -1;
                }
            });
            assertThatThrownBy(() -> {
                        try (DimseClient client = connect(OPTIONS)) {
                            client.find(FIND, new Attributes());
                        }
                    })
                    .as("%d bytes", body.length)
                    .isInstanceOf(DimseException.class);
        }
    }

    /** An identifier of our own, to see that what is refused above is not refused for being a response. */
    @Test
    void answersThatKeepTheRulesAreTaken() throws IOException {
        Attributes match = new Attributes().setString(Tag.StudyInstanceUID, VR.UI, "1.2.3");
        Sequence codes = match.newSequence(Tag.ProcedureCodeSequence);
        codes.addItem().setString(Tag.CodeValue, VR.SH, "1");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DicomOutput.writeDataset(bytes, TransferSyntax.EXPLICIT_LITTLE, match);
        serve(peer -> {
            RawPeer.Message request = peer.receive();
            for (int i = 0; i < MAX_RESPONSES; i++) {
                peer.send(request.contextId(), RawPeer.answer(request, Status.Pending, true), bytes.toByteArray());
            }
            peer.send(request.contextId(), RawPeer.answer(request, Status.Success, false));
            return peer.readPdu()[0];
        });
        try (DimseClient client = connect(OPTIONS)) {
            assertThat(client.find(FIND, new Attributes())).hasSize(MAX_RESPONSES);
        }
    }
}
