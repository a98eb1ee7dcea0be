package io.dayside.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomOutput;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.model.FailingInput;
import io.dayside.dicom.net.AssociationPolicy;
import io.dayside.dicom.net.ClientOptions;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.DimseExchange;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.DimseOperation;
import io.dayside.dicom.net.DimseOptions;
import io.dayside.dicom.net.DimseResponse;
import io.dayside.dicom.net.DimseServer;
import io.dayside.dicom.net.DimseService;
import io.dayside.dicom.net.DimseServices;
import io.dayside.dicom.net.ExtendedNegotiation;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.RawPeer;
import io.dayside.dicom.net.RoleSelection;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.net.SubOperations;
import io.dayside.dicom.net.TooManyMatches;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Peers that ask too much, at the wrong time, or in a way that nobody can understand. */
@Timeout(120)
class HostileQueryTests {

    private static final String FIND = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final String GET = UID.StudyRootQueryRetrieveInformationModelGet;
    private static final String MOVE = UID.StudyRootQueryRetrieveInformationModelMove;
    private static final String WORKLIST = UID.ModalityWorklistInformationModelFind;
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_LITTLE;

    private final MemoryArchive archive = new MemoryArchive();
    private final DimseServer server = archive.serve();

    HostileQueryTests() throws IOException {
        Synthetic.hospital().forEach(archive::add);
        archive.worklist.add(Synthetic.scheduled(1));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static DimseClient connect(DimseServer server, ClientOptions options) throws IOException {
        List<PresentationContext> contexts = new ArrayList<>();
        for (String sopClass : List.of(FIND, GET, MOVE, WORKLIST, UID.Verification, UID.CTImageStorage)) {
            contexts.add(
                    new PresentationContext(contexts.size() * 2 + 1, sopClass, List.of(UID.ImplicitVRLittleEndian)));
        }
        return DimseClient.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()),
                "PEER",
                "ARCHIVE",
                contexts,
                options);
    }

    private static Attributes study() {
        return new Attributes().setString(Tag.QueryRetrieveLevel, VR.CS, "STUDY");
    }

    /** How many studies match; the association has to live on. */
    private int matches(Attributes keys) throws IOException {
        try (DimseClient client = connect(server, ClientOptions.DEFAULT)) {
            int count = client.find(FIND, keys).size();
            assertThat(client.echo()).isEqualTo(Status.Success);
            client.release();
            return count;
        }
    }

    @Test
    void dcm15_keysOfNothingButWildcardsMatchEverythingOnce() throws IOException {
        assertThat(matches(study().setString(Tag.PatientName, VR.PN, "*"))).isEqualTo(4);
        assertThat(matches(study().setString(Tag.PatientName, VR.PN, "*?*?*?*").setString(Tag.PatientID, VR.LO, "**")))
                .isEqualTo(4);
        assertThat(matches(study().setString(Tag.StudyDate, VR.DA, "-").setString(Tag.StudyTime, VR.TM, "*")))
                .isIn(0, 4);
    }

    @Test
    void dcm15_listOfTenThousandUidsMatchesThoseThatExist() throws IOException {
        String[] uids = IntStream.range(0, 10_000)
                .mapToObj(number -> number == 5000 ? "1.2.3.1.1" : "1.2.840." + number)
                .toArray(String[]::new);
        assertThat(matches(study().setString(Tag.StudyInstanceUID, VR.UI, uids)))
                .isEqualTo(1);
    }

    @Test
    void dcm15_keysOfAHundredKilobytesAreAnswered() throws IOException {
        assertThat(matches(study().setString(Tag.PatientName, VR.PN, "*a".repeat(50_000))))
                .isZero();
        assertThat(matches(study().setString(Tag.PatientName, VR.PN, "*".repeat(100_000))))
                .isEqualTo(4);
        assertThat(matches(study().setString(Tag.StudyDate, VR.DA, "2".repeat(100_000))))
                .isZero();
        assertThat(matches(study().setString(Tag.PatientName, VR.PN, "=".repeat(100_000))))
                .isZero();
    }

    @Test
    void dcm15_charactersOfSqlAreCharacters() throws IOException {
        for (String key : List.of("' OR '1'='1", "%", "_est^Person1", "P1'; DROP TABLE study; --", "$$")) {
            assertThat(matches(study().setString(Tag.PatientID, VR.LO, key)))
                    .as(key)
                    .isZero();
            assertThat(matches(study().setString(Tag.PatientName, VR.PN, key)))
                    .as(key)
                    .isZero();
        }
        assertThat(archive.objects().size()).isEqualTo(24);
    }

    @Test
    void dcm15_keysThatNobodyKnowsComeBackEmpty() throws IOException {
        Attributes keys = study().setString(0x00091001, VR.LO, "")
                .setBytes(0x00080001, VR.UN, new byte[0])
                .setNull(0x7FE00010, VR.OW)
                .setNull(0x60000010, VR.US)
                .setNull(0x00081199, VR.SQ)
                .setString(Tag.StudyInstanceUID, VR.UI, "1.2.3.1.1");
        try (DimseClient client = connect(server, ClientOptions.DEFAULT)) {
            List<Attributes> answers = client.find(FIND, keys);
            assertThat(answers.size()).isEqualTo(1);
            assertThat(answers.getFirst().containsValue(0x00091001)).isFalse();
            client.release();
        }
    }

    @Test
    void dcm15_keysOfOtherKindsThanTheDictionarySaysAreAnsweredOrRefused() throws IOException {
        for (Attributes keys : List.of(
                study().setBytes(Tag.PatientName, VR.OB, new byte[] {1, 2, 3, 4}),
                study().setInt(Tag.PatientID, VR.US, 7, 8),
                study().setDouble(Tag.StudyDate, VR.FD, 2.5),
                study().setInt(Tag.StudyInstanceUID, VR.AT, 0x00100010),
                study().setString(Tag.ProcedureCodeSequence, VR.LO, "C1"),
                sequenceInPlaceOf(Tag.PatientName),
                sequenceInPlaceOf(Tag.QueryRetrieveLevel))) {
            answered(FIND, encoded(TransferSyntax.EXPLICIT_LITTLE, keys), UID.ExplicitVRLittleEndian);
        }
    }

    private static Attributes sequenceInPlaceOf(int tag) {
        Attributes keys = study();
        keys.newSequence(tag).addItem().setString(Tag.PatientID, VR.LO, "P1");
        return keys;
    }

    @Test
    void dcm15_worklistKeysOfOddShapeAreAnswered() throws IOException {
        for (Attributes step : List.of(
                new Attributes(),
                new Attributes().setString(Tag.ScheduledProcedureStepStartDate, VR.DA, "99999999-00000000"),
                new Attributes().setString(Tag.ScheduledProcedureStepStartTime, VR.TM, "-"),
                new Attributes().setString(Tag.ScheduledProcedureStepStartDate, VR.DA, "today"),
                new Attributes().setString(Tag.ScheduledStationAETitle, VR.AE, "A".repeat(60_000)))) {
            Attributes keys = new Attributes();
            keys.newSequence(Tag.ScheduledProcedureStepSequence).add(step);
            answered(WORKLIST, encoded(IMPLICIT, keys), UID.ImplicitVRLittleEndian);
        }
        Attributes twice = new Attributes();
        var steps = twice.newSequence(Tag.ScheduledProcedureStepSequence);
        steps.addItem().setString(Tag.Modality, VR.CS, "CT");
        steps.addItem().setString(Tag.Modality, VR.CS, "MR");
        answered(WORKLIST, encoded(IMPLICIT, twice), UID.ImplicitVRLittleEndian);
        Attributes none = new Attributes();
        none.newSequence(Tag.ScheduledProcedureStepSequence);
        answered(WORKLIST, encoded(IMPLICIT, none), UID.ImplicitVRLittleEndian);
        answered(WORKLIST, encoded(IMPLICIT, new Attributes()), UID.ImplicitVRLittleEndian);
    }

    /** Some final answer comes, and an echo after it. Returns its status. */
    private int answered(String sopClass, byte[] identifier, String syntax) throws IOException {
        try (RawPeer peer = RawPeer.associate(server.port(), syntax, sopClass, UID.Verification)) {
            peer.send(1, RawPeer.request(DimseOperation.C_FIND, 1, sopClass, true), identifier);
            RawPeer.Message answer = peer.receive();
            while (answer.status() == Status.Pending) {
                answer = peer.receive();
            }
            peer.send(3, RawPeer.request(DimseOperation.C_ECHO, 2, UID.Verification, false));
            RawPeer.Message echo = peer.receive();
            assertThat(echo.answers()).isEqualTo(2);
            assertThat(echo.status()).isEqualTo(Status.Success);
            return answer.status();
        }
    }

    private static byte[] encoded(TransferSyntax syntax, Attributes keys) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomOutput.writeDataset(out, syntax, keys);
        return out.toByteArray();
    }

    @Test
    void dcm15_identifierThatNobodyCanReadIsAFailureAndTheAssociationGoesOn() throws IOException {
        byte[] tooLong = {8, 0, 5, 0, -16, -1, -1, -1, 'x', 'x'};
        byte[] cut = Arrays.copyOf(encoded(IMPLICIT, study()), 11);
        byte[] huge = new byte[5 * 1024 * 1024];
        System.arraycopy(new byte[] {0x10, 0, 0x20, 0, -8, -1, 0x4F, 0}, 0, huge, 0, 8);
        byte[] opening = {0x08, 0, 0x40, 0x11, -1, -1, -1, -1, -2, -1, 0, -32, -1, -1, -1, -1};
        byte[] deep = new byte[opening.length * 10_000];
        for (int i = 0; i < 10_000; i++) {
            System.arraycopy(opening, 0, deep, i * opening.length, opening.length);
        }
        for (byte[] identifier : List.of(tooLong, cut, huge, deep)) {
            for (String sopClass : List.of(FIND, WORKLIST)) {
                assertThat(answered(sopClass, identifier, UID.ImplicitVRLittleEndian))
                        .as("%d bytes", identifier.length)
                        .isEqualTo(Status.CannotUnderstand);
            }
        }
    }

    @Test
    void dcm15_queryWithoutIdentifierOrLevelIsAFailure() throws IOException {
        try (RawPeer peer = RawPeer.associate(server.port(), UID.ImplicitVRLittleEndian, FIND)) {
            peer.send(1, RawPeer.request(DimseOperation.C_FIND, 1, FIND, false));
            assertThat(peer.receive().status()).isEqualTo(Status.DataSetDoesNotMatchSOPClass);
            peer.send(1, RawPeer.request(DimseOperation.C_FIND, 2, FIND, true), encoded(IMPLICIT, new Attributes()));
            assertThat(peer.receive().status()).isEqualTo(Status.DataSetDoesNotMatchSOPClass);
        }
    }

    @Test
    void dcm15_operationsThatTheClassDoesNotHaveAreNotRecognized() throws IOException {
        try (RawPeer peer = RawPeer.associate(server.port(), UID.ImplicitVRLittleEndian, FIND, GET, MOVE)) {
            for (int context : new int[] {1, 3, 5}) {
                peer.send(context, RawPeer.storeRequest(context, UID.CTImageStorage, "1.2"), new byte[20_000]);
                assertThat(peer.receive().status()).isEqualTo(Status.UnrecognizedOperation);
                peer.send(context, RawPeer.request(DimseOperation.N_DELETE, context, FIND, false));
                assertThat(peer.receive().status()).isEqualTo(Status.UnrecognizedOperation);
            }
        }
    }

    @Test
    void dcm15_cancelOfAMessageThatNobodySentIsPassedOver() throws IOException {
        try (RawPeer peer = RawPeer.associate(server.port(), UID.ImplicitVRLittleEndian, FIND, UID.Verification)) {
            peer.send(1, RawPeer.cancel(77));
            peer.send(3, RawPeer.request(DimseOperation.C_ECHO, 1, UID.Verification, false));
            assertThat(peer.receive().status()).isEqualTo(Status.Success);
            peer.send(1, RawPeer.request(DimseOperation.C_FIND, 2, FIND, true), encoded(IMPLICIT, study()));
            peer.send(1, RawPeer.cancel(78));
            List<Integer> statuses = finals(peer, 1);
            assertThat(statuses).containsExactly(Status.Success);
        }
    }

    /** Statuses of that many final answers. */
    private static List<Integer> finals(RawPeer peer, int count) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        while (statuses.size() < count) {
            RawPeer.Message answer = peer.receive();
            if (answer.status() != Status.Pending) {
                statuses.add(answer.status());
            }
        }
        return statuses;
    }

    @Test
    void dcm15_requestsDuringAQueryAreAnsweredAfterItInTheirOrder() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        FindHandler waiting = request -> IntStream.range(0, 3).mapToObj(number -> {
            await(sent);
            return new Attributes().setString(Tag.PatientID, VR.LO, "P" + number);
        });
        try (DimseServer patient = serve(new FindService(MemoryArchive.FIND, waiting, 10));
                RawPeer peer = RawPeer.associate(patient.port(), UID.ImplicitVRLittleEndian, FIND, UID.Verification)) {
            peer.send(1, RawPeer.request(DimseOperation.C_FIND, 1, FIND, true), encoded(IMPLICIT, study()));
            peer.send(3, RawPeer.request(DimseOperation.C_ECHO, 2, UID.Verification, false));
            peer.send(1, RawPeer.request(DimseOperation.C_FIND, 3, FIND, true), encoded(IMPLICIT, study()));
            peer.send(3, RawPeer.request(DimseOperation.C_ECHO, 4, UID.Verification, false));
            sent.countDown();
            List<Integer> answered = new ArrayList<>();
            while (answered.size() < 4) {
                RawPeer.Message answer = peer.receive();
                if (answer.status() != Status.Pending) {
                    answered.add(answer.answers());
                }
            }
            assertThat(answered).containsExactly(1, 2, 3, 4);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DimseServer serve(DimseService... services) throws IOException {
        return DimseServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                DimseOptions.DEFAULT,
                _ -> new AssociationPolicy.Accepted(),
                DimseServices.of(services));
    }

    @Test
    void dcm15_moreRequestsDuringAQueryThanTheWindowAllowsAreAborted() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        FindHandler waiting = request -> IntStream.range(0, 3).mapToObj(number -> {
            await(sent);
            return new Attributes().setString(Tag.PatientID, VR.LO, "P" + number);
        });
        try (DimseServer patient = serve(new FindService(MemoryArchive.FIND, waiting, 10))) {
            try (RawPeer peer = RawPeer.associate(patient.port(), UID.ImplicitVRLittleEndian, FIND, UID.Verification)) {
                peer.send(1, RawPeer.request(DimseOperation.C_FIND, 1, FIND, true), encoded(IMPLICIT, study()));
                for (int i = 2; i < 100; i++) {
                    peer.send(3, RawPeer.request(DimseOperation.C_ECHO, i, UID.Verification, false));
                }
                sent.countDown();
                assertThat(peer.isAborted()).isTrue();
            }
        }
    }

    @Test
    void dcm15_moreBytesDuringAQueryThanAreKeptAreAborted() throws Exception {
        FindHandler endless = request -> Stream.generate(Attributes::new);
        try (DimseServer busy = serve(new FindService(MemoryArchive.FIND, endless, Integer.MAX_VALUE));
                RawPeer peer = RawPeer.associate(busy.port(), UID.ImplicitVRLittleEndian, FIND)) {
            peer.send(1, RawPeer.request(DimseOperation.C_FIND, 1, FIND, true), encoded(IMPLICIT, study()));
            for (int i = 2; i < 5; i++) {
                peer.send(1, RawPeer.request(DimseOperation.C_FIND, i, FIND, true), new byte[400 * 1024]);
            }
            assertThat(peer.isAborted()).isTrue();
        }
    }

    @Test
    void dcm15_cancelledQueryIsNotLookedForAnyFurther() throws Exception {
        CountDownLatch cancelled = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        FindHandler endless = request -> Stream.iterate(0, number -> number + 1)
                .map(number -> {
                    if (number == 2) {
                        await(cancelled);
                    }
                    return new Attributes().setString(Tag.PatientID, VR.LO, "P" + number);
                })
                .onClose(closed::countDown);
        try (DimseServer patient = serve(new FindService(MemoryArchive.FIND, endless, Integer.MAX_VALUE));
                RawPeer peer = RawPeer.associate(patient.port(), UID.ImplicitVRLittleEndian, FIND)) {
            peer.send(1, RawPeer.request(DimseOperation.C_FIND, 5, FIND, true), encoded(IMPLICIT, study()));
            assertThat(peer.receive().status()).isEqualTo(Status.Pending);
            peer.send(1, RawPeer.cancel(5));
            cancelled.countDown();
            assertThat(finals(peer, 1)).containsExactly(Status.Cancel);
            closed.await();
        }
    }

    @Test
    void dcm15_cancelledGetSendsNoFurtherObject() throws Exception {
        try (RawPeer peer = RawPeer.associate(server.port(), UID.ExplicitVRLittleEndian, GET, UID.CTImageStorage)) {
            Attributes keys = study().setString(Tag.StudyInstanceUID, VR.UI, "1.2.3.1.1");
            peer.send(
                    1,
                    RawPeer.request(DimseOperation.C_GET, 5, GET, true),
                    encoded(TransferSyntax.EXPLICIT_LITTLE, keys));
            RawPeer.Message object = peer.receive();
            assertThat(object.commandField()).isEqualTo(0x0001);
            peer.send(1, RawPeer.cancel(5));
            peer.send(3, stored(object));
            RawPeer.Message end = peer.receive();
            while (end.status() == Status.Pending) {
                end = peer.receive();
            }
            assertThat(end.status()).isEqualTo(Status.Cancel);
            assertThat(end.command().getInt(Tag.NumberOfRemainingSuboperations, 0))
                    .isEqualTo(5);
            assertThat(end.command().getInt(Tag.NumberOfCompletedSuboperations, 0))
                    .isEqualTo(1);
        }
    }

    private static Attributes stored(RawPeer.Message request) {
        return new Attributes()
                .setInt(Tag.CommandGroupLength, VR.UL, 0)
                .setInt(Tag.CommandField, VR.US, 0x8001)
                .setInt(Tag.MessageIDBeingRespondedTo, VR.US, request.messageId())
                .setInt(Tag.CommandDataSetType, VR.US, 0x0101)
                .setInt(Tag.Status, VR.US, Status.Success);
    }

    @Test
    void dcm15_cancelledMoveSendsNoFurtherObject() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        MemoryArchive third = new MemoryArchive();
        try (DimseServer destination = serve(DimseServices.storage(request -> {
                    await(asked);
                    return third.store(request);
                }));
                RawPeer peer = RawPeer.associate(server.port(), UID.ExplicitVRLittleEndian, MOVE)) {
            archive.destinations.put(
                    "THIRD",
                    new MoveDestination(
                            "THIRD",
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), destination.port()),
                            ClientOptions.DEFAULT));
            Attributes keys = study().setString(Tag.StudyInstanceUID, VR.UI, "1.2.3.1.1");
            peer.send(
                    1,
                    RawPeer.request(DimseOperation.C_MOVE, 5, MOVE, true)
                            .setString(Tag.MoveDestination, VR.AE, "THIRD"),
                    encoded(TransferSyntax.EXPLICIT_LITTLE, keys));
            peer.send(1, RawPeer.cancel(5));
            asked.countDown();
            assertThat(finals(peer, 1)).containsExactly(Status.Cancel);
        }
        assertThat(third.objects().size()).isLessThan(6);
    }

    @Test
    void dcm15_answersOfAGetThatAreNoneAreAborted() throws Exception {
        for (int wrong = 0; wrong < 3; wrong++) {
            try (RawPeer peer = RawPeer.associate(server.port(), UID.ExplicitVRLittleEndian, GET, UID.CTImageStorage)) {
                Attributes keys = study().setString(Tag.StudyInstanceUID, VR.UI, "1.2.3.1.1");
                peer.send(
                        1,
                        RawPeer.request(DimseOperation.C_GET, 5, GET, true),
                        encoded(TransferSyntax.EXPLICIT_LITTLE, keys));
                RawPeer.Message object = peer.receive();
                Attributes answer = stored(object);
                switch (wrong) {
                    case 0 -> answer.setInt(Tag.MessageIDBeingRespondedTo, VR.US, object.messageId() + 1);
                    case 1 -> answer.setInt(Tag.CommandField, VR.US, 0x8020).remove(Tag.MessageIDBeingRespondedTo);
                    default -> answer.setInt(Tag.CommandDataSetType, VR.US, 1);
                }
                peer.send(3, answer);
                if (wrong == 2) {
                    peer.send(3, answer);
                }
                assertThat(peer.isAborted()).as("kind %d", wrong).isTrue();
            }
        }
    }

    /** An object whose bytes end in an error once they are under way. */
    private record Broken(MemoryArchive.Held held) implements Retrievable {

        @Override
        public String sopClassUid() {
            return held.sopClassUid();
        }

        @Override
        public String sopInstanceUid() {
            return held.sopInstanceUid();
        }

        @Override
        public List<String> transferSyntaxUids() {
            return held.transferSyntaxUids();
        }

        @Override
        public InputStream open(String transferSyntaxUid) {
            return FailingInput.after("x".repeat(100_000));
        }
    }

    @Test
    void objectThatBreaksOffWhileItIsSentEndsTheAssociationAndIsNeverTakenForWhole() throws Exception {
        Broken broken = new Broken(archive.objects().getFirst());
        MemoryArchive third = new MemoryArchive();
        try (DimseServer destination = third.serve();
                DimseServer failing = serve(
                        new GetService(MemoryArchive.GET, _ -> List.of(broken)),
                        new MoveService(
                                MemoryArchive.MOVE,
                                _ -> List.of(broken),
                                (title, _) -> new MoveDestination(
                                        title,
                                        new InetSocketAddress(InetAddress.getLoopbackAddress(), destination.port()),
                                        ClientOptions.DEFAULT)))) {
            try (RawPeer peer =
                    RawPeer.associate(failing.port(), UID.ExplicitVRLittleEndian, GET, UID.CTImageStorage)) {
                peer.send(1, RawPeer.request(DimseOperation.C_GET, 5, GET, true), new byte[0]);
                assertThat(peer.isAborted()).isTrue();
            }
            try (DimseClient client = connect(failing, ClientOptions.DEFAULT)) {
                DimseResponse end = client.move(MOVE, "THIRD", study(), _ -> true);
                assertThat(end.status()).isEqualTo(Status.UnableToPerformSubOperations);
                client.release();
            }
        }
        assertThat(third.objects().isEmpty()).isTrue();
    }

    @Test
    void objectThatBreaksOffAmidAMoveCostsNoOtherObject() throws Exception {
        List<MemoryArchive.Held> held = archive.objects().subList(0, 6);
        List<Retrievable> objects = new ArrayList<>(held);
        objects.set(2, new Broken(held.get(2)));
        MemoryArchive third = new MemoryArchive();
        try (DimseServer destination = third.serve();
                DimseServer failing = serve(new MoveService(
                        MemoryArchive.MOVE,
                        _ -> objects,
                        (title, _) -> new MoveDestination(
                                title,
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), destination.port()),
                                ClientOptions.DEFAULT)));
                DimseClient client = connect(failing, ClientOptions.DEFAULT)) {
            DimseResponse end = client.move(MOVE, "THIRD", study(), _ -> true);
            assertThat(end.status()).isEqualTo(Status.SubOperationsWithFailures);
            assertThat(end.subOperations()).isEqualTo(new SubOperations(0, 5, 1, 0));
            client.release();
        }
        assertThat(third.objects().size()).isEqualTo(5);
        assertThat(third.holds(held.get(2).sopInstanceUid())).isFalse();
    }

    @Test
    void destinationThatBreaksEveryAssociationIsGivenUp() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        MemoryArchive third = new MemoryArchive();
        List<Broken> objects = archive.objects().stream().map(Broken::new).toList();
        try (DimseServer destination = third.serve(DimseOptions.DEFAULT, _ -> {
                    calls.incrementAndGet();
                    return new AssociationPolicy.Accepted();
                });
                DimseServer failing = serve(new MoveService(
                        MemoryArchive.MOVE,
                        _ -> objects,
                        (title, _) -> new MoveDestination(
                                title,
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), destination.port()),
                                ClientOptions.DEFAULT)));
                DimseClient client = connect(failing, ClientOptions.DEFAULT)) {
            assertThat(client.move(MOVE, "THIRD", study(), _ -> true).subOperations())
                    .isEqualTo(new SubOperations(0, 0, objects.size(), 0));
            client.release();
        }
        assertThat(calls.get()).isEqualTo(3);
    }

    /** PS3.7 D.3.3.4: without role selection the requestor is no provider of anything. */
    @Test
    void dcm15_objectsAreNotSentToWhomIsNoProviderOfTheirClass() throws Exception {
        for (ClientOptions roles : List.of(
                ClientOptions.DEFAULT,
                ClientOptions.DEFAULT.asProviderOf(UID.MRImageStorage),
                ClientOptions.DEFAULT.withRoles(new RoleSelection(UID.CTImageStorage, true, false)))) {
            try (RawPeer peer = RawPeer.associate(
                    server.port(), roles, UID.ExplicitVRLittleEndian, GET, UID.CTImageStorage, UID.MRImageStorage)) {
                Attributes keys = study().setString(Tag.StudyInstanceUID, VR.UI, "1.2.3.1.1");
                peer.send(
                        1,
                        RawPeer.request(DimseOperation.C_GET, 1, GET, true),
                        encoded(TransferSyntax.EXPLICIT_LITTLE, keys));
                RawPeer.Message message = peer.receive();
                while (message.status() == Status.Pending) {
                    message = peer.receive();
                }
                assertThat(message.commandField()).isEqualTo(0x8010);
                assertThat(message.status()).isEqualTo(Status.UnableToPerformSubOperations);
                assertThat(message.command().getInt(Tag.NumberOfFailedSuboperations, -1))
                        .isEqualTo(6);
                assertThat(message.command().contains(Tag.NumberOfRemainingSuboperations))
                        .isFalse();
            }
        }
    }

    @Test
    void objectThatCannotBeOpenedFailsAloneAndIsNamed() throws Exception {
        List<MemoryArchive.Held> held = archive.objects().subList(0, 3);
        Retrievable lost = new Retrievable() {
            @Override
            public String sopClassUid() {
                return UID.CTImageStorage;
            }

            @Override
            public String sopInstanceUid() {
                return "1.2.3.4.5";
            }

            @Override
            public List<String> transferSyntaxUids() {
                return List.of(UID.ExplicitVRLittleEndian);
            }

            @Override
            public InputStream open(String transferSyntaxUid) throws IOException {
                throw new IOException("file is gone");
            }
        };
        List<Retrievable> objects =
                Stream.concat(Stream.of(lost), held.stream()).collect(Collectors.toList());
        MemoryArchive got = new MemoryArchive();
        try (DimseServer failing = serve(new GetService(MemoryArchive.GET, _ -> objects));
                DimseClient client = DimseClient.connect(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), failing.port()),
                        "PEER",
                        "ARCHIVE",
                        List.of(
                                new PresentationContext(1, GET, List.of(UID.ExplicitVRLittleEndian)),
                                new PresentationContext(3, UID.CTImageStorage, List.of(UID.ExplicitVRLittleEndian))),
                        ClientOptions.DEFAULT.asProviderOf(UID.CTImageStorage))) {
            DimseResponse end = client.get(GET, study(), got, _ -> true);
            assertThat(end.status()).isEqualTo(Status.SubOperationsWithFailures);
            assertThat(end.subOperations().failed()).isEqualTo(1);
            Attributes failures = end.dataset();
            assertThat(failures == null ? "" : failures.getString(Tag.FailedSOPInstanceUIDList))
                    .isEqualTo("1.2.3.4.5");
            client.release();
        }
        assertThat(got.objects().size()).isEqualTo(3);
    }

    @Test
    void dcm15_handlerThatFailsAmidItsMatchesEndsInAFailureOnly() throws Exception {
        FindHandler failing = request -> IntStream.range(0, 5).mapToObj(number -> {
            if (number == 3) {
                throw new IllegalStateException("database is gone");
            }
            return new Attributes().setString(Tag.PatientID, VR.LO, "P" + number);
        });
        try (DimseServer broken = serve(new FindService(MemoryArchive.FIND, failing, 10));
                DimseClient client = connect(broken, ClientOptions.DEFAULT)) {
            assertThatThrownBy(() -> client.find(FIND, study()))
                    .isInstanceOfSatisfying(
                            DimseFailure.class,
                            failure -> assertThat(failure.status()).isEqualTo(Status.ProcessingFailure));
            assertThat(client.echo()).isEqualTo(Status.Success);
            client.release();
        }
    }

    @Test
    void dcm16_listOfMatchesHasALimitAndTheAssociationGoesOn() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        FindHandler endless =
                request -> IntStream.iterate(0, number -> number + 1).mapToObj(number -> {
                    asked.incrementAndGet();
                    return new Attributes().setString(Tag.PatientID, VR.LO, "P" + number);
                });
        try (DimseServer large = serve(new FindService(MemoryArchive.FIND, endless, 1_000_000));
                DimseClient client = connect(large, ClientOptions.DEFAULT)) {
            assertThatThrownBy(() -> client.find(FIND, study(), 7))
                    .isInstanceOf(TooManyMatches.class)
                    .hasMessageContaining("more than 7 matches");
            assertThat(client.echo()).isEqualTo(Status.Success);
            assertThatThrownBy(() -> client.find(FIND, study())).isInstanceOf(TooManyMatches.class);
            assertThat(asked.get()).isLessThan(1_000_000);
            client.release();
        }
    }

    @Test
    void dcm16_listOfMatchesHasALimitOfBytes() throws Exception {
        FindHandler heavy = request -> IntStream.range(0, 100)
                .mapToObj(_ -> new Attributes().setString(Tag.TextValue, VR.UT, "x".repeat(1_000_000)));
        try (DimseServer large = serve(new FindService(MemoryArchive.FIND, heavy, 100));
                DimseClient client = connect(large, ClientOptions.DEFAULT)) {
            assertThatThrownBy(() -> client.find(FIND, study())).isInstanceOf(TooManyMatches.class);
            assertThat(client.echo()).isEqualTo(Status.Success);
            client.release();
        }
    }

    @Test
    void asManyMatchesAsTheLimitAreReturned() throws Exception {
        try (DimseClient client = connect(server, ClientOptions.DEFAULT)) {
            assertThat(client.find(FIND, study(), 4).size()).isEqualTo(4);
            assertThatThrownBy(() -> client.find(FIND, study(), 3)).isInstanceOf(TooManyMatches.class);
            client.release();
        }
    }

    @Test
    void dcm15_queryStopsAtTheLimitOfMatchesWithAWarning() throws Exception {
        try (DimseServer small = serve(new FindService(MemoryArchive.FIND, archive, 3));
                DimseClient client = connect(small, ClientOptions.DEFAULT)) {
            List<Attributes> matches = new ArrayList<>();
            assertThat(client.find(FIND, study(), matches::add).status()).isEqualTo(FindService.ResponseLimitReached);
            assertThat(matches.size()).isEqualTo(3);
            client.release();
        }
    }

    @Test
    void extendedNegotiationIsAnsweredByTheServiceOnly() throws Exception {
        DimseService relational = new DimseService() {
            @Override
            public boolean serves(String sopClassUid) {
                return sopClassUid.equals(FIND);
            }

            @Override
            public byte[] extendedNegotiation(String sopClassUid, byte[] requested) {
                return new byte[] {requested[0], 0};
            }

            @Override
            public void serve(DimseExchange exchange) throws IOException {
                exchange.respond(DimseResponse.of(Status.Success));
            }
        };
        ClientOptions asking = ClientOptions.DEFAULT.withExtended(
                new ExtendedNegotiation(FIND, new byte[] {1, 1, 1}),
                new ExtendedNegotiation(UID.Verification, new byte[0]),
                new ExtendedNegotiation("1.2.3.unknown", new byte[60]));
        try (DimseServer answering = serve(relational);
                DimseClient client = connect(answering, asking)) {
            assertThat(client.extendedNegotiation(FIND)).containsExactly(1, 0);
            assertThat(client.extendedNegotiation(UID.Verification)).isNull();
            client.release();
        }
        try (DimseClient client = connect(server, asking)) {
            assertThat(client.extendedNegotiation(FIND)).isNull();
            client.release();
        }
    }
}
