package io.dayside.priors;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.dayside.archive.SpareRoom.Spare;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.dicom.PeerProcess;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.AssociationInfo;
import io.dayside.dicom.net.AssociationPolicy;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.DimseOptions;
import io.dayside.dicom.net.DimseServer;
import io.dayside.dicom.net.DimseServices;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.StoreRequest;
import io.dayside.dicom.net.StoreResponse;
import io.dayside.dicom.service.FindHandler;
import io.dayside.dicom.service.FindService;
import io.dayside.dicom.service.GetService;
import io.dayside.tenancy.InvalidConfiguration;
import io.dayside.testing.CtSlice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Priors from the hospital's PACS, which is Orthanc, is away, or is hostile. */
@SpringBootTest(classes = PriorsRooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@Timeout(240)
class PriorsTests extends PriorsStand {

    private static final Duration LONG = Duration.ofMinutes(5);

    // Orthanc

    @Test
    void whatMattersIsFetchedAndNothingOfItBecomesACase() throws Exception {
        var patient = "P-" + System.nanoTime();
        var ctHead = PacsObject.earlier(patient, "20250301", "CT", "CT head");
        var mrHead = PacsObject.earlier(patient, "20240301", "MR", "MRI brain");
        int port = PeerProcess.freePort();
        askPacsAt(port, 2);
        var study = CtSlice.ofNewStudy().withPatient(patient);
        try (var _ = orthanc(port)) {
            send(port, ctHead);
            send(port, ctHead.sibling());
            send(port, mrHead);
            send(port, PacsObject.earlier(patient, "20240302", "CT", "CT thorax"));
            send(port, PacsObject.earlier(patient, "20100301", "CT", "CT head"));
            send(port, PacsObject.earlier(patient, "20261124", "CT", "CT head"));
            send(port, PacsObject.earlier(patient + "X", "20250301", "CT", "CT head"));

            sendToRead(study);
            await(() -> searchState(study).equals("DONE"));
        }
        var found = within(NORTHGATE, () -> priors.of(ref(study)));
        assertThat(found)
                .extracting(prior -> prior.ref().studyInstanceUid(), Prior::modality, Prior::region, Prior::state)
                .containsExactly(
                        tuple(ctHead.study(), "CT", "HEAD", Prior.State.THERE),
                        tuple(mrHead.study(), "MR", "HEAD", Prior.State.THERE));
        assertThat(held(ctHead.study())).isEqualTo(2);
        assertThat(held(mrHead.study())).isEqualTo(1);
        assertThat(trailed(AuditAction.PRIORS_FETCHED, ctHead.study())).isEqualTo(1);
        assertThat(within(NORTHGATE, () -> priors.studiesWith(new StudyRef(NORTHGATE, ctHead.study()))))
                .containsExactly(ref(study));

        await(() -> completed.studies.contains(ref(study)));
        var read = CtSlice.ofNewStudy();
        sendToRead(read);
        await(() -> completed.studies.contains(ref(read)));
        assertThat(completed.studies)
                .doesNotContain(new StudyRef(NORTHGATE, ctHead.study()), new StudyRef(NORTHGATE, mrHead.study()));
        assertThat(count("select count(*) from study_progress where tenant_id = :tenant and study_instance_uid = '"
                        + ctHead.study() + "'"))
                .isZero();

        assertNobodyElseSees(study, ctHead);
    }

    private void assertNobodyElseSees(CtSlice study, PacsObject prior) {
        assertThat(within(HARBOUR, () -> priors.of(ref(study)))).isEmpty();
        assertThat(within(HARBOUR, () -> priors.studiesWith(new StudyRef(NORTHGATE, prior.study()))))
                .isEmpty();
        assertThat(within(HARBOUR, () -> archive.study(new StudyRef(NORTHGATE, prior.study()))))
                .isEmpty();
        assertThat(as(NORTHGATE, () -> page.priors("northgate", study.studyUid())))
                .extracting(PriorsController.PriorView::studyInstanceUid)
                .contains(prior.study());
        assertThat(catchThrowableOfType(
                                ResponseStatusException.class,
                                () -> as(HARBOUR, () -> page.priors("northgate", study.studyUid())))
                        .getStatusCode())
                .isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void aPriorThatIsSentAfterAllIsToBeRead() throws Exception {
        var patient = "P-" + System.nanoTime();
        var prior = PacsObject.earlier(patient, "20250301", "CT", "CT head");
        int port = PeerProcess.freePort();
        askPacsAt(port, 1);
        var study = CtSlice.ofNewStudy().withPatient(patient);
        try (var _ = orthanc(port)) {
            send(port, prior);
            sendToRead(study);
            await(() -> searchState(study).equals("DONE"));
        }
        assertThat(held(prior.study())).isEqualTo(1);

        assertThat(store("NG_CT1", prior)).isInstanceOf(StoreOutcome.AlreadyHeld.class);

        await(() -> completed.studies.contains(new StudyRef(NORTHGATE, prior.study())));
        assertThat(within(NORTHGATE, () -> rows.search(new StudyRef(NORTHGATE, prior.study()))))
                .as("read like any other, with priors of its own")
                .isPresent();
        assertThat(store("NG_CT1", prior)).isInstanceOf(StoreOutcome.AlreadyHeld.class);
        assertThat(count("select round from study_progress where tenant_id = :tenant and study_instance_uid = '"
                        + prior.study() + "'"))
                .as("sent once more, it is no news")
                .isEqualTo(1);
    }

    @Test
    void aPacsThatIsAwayDelaysNothingAndIsAskedAgain() throws Exception {
        var patient = "P-" + System.nanoTime();
        var prior = PacsObject.earlier(patient, "20250301", "CT", "CT head");
        int port = PeerProcess.freePort();
        askPacsAt(port, 1);
        var study = CtSlice.ofNewStudy().withPatient(patient);

        sendToRead(study);
        await(() -> completed.studies.contains(ref(study)));
        await(() -> trailed(AuditAction.PRIORS_MISSED, study.studyUid()) == 1);
        assertThat(searchState(study)).isEqualTo("SEARCHING");

        try (var _ = orthanc(port)) {
            send(port, prior);
            await(() -> searchState(study).equals("DONE"));
        }
        assertThat(held(prior.study())).isEqualTo(1);
    }

    private PeerProcess orthanc(int port) throws Exception {
        int http = PeerProcess.freePort();
        var configuration = Files.writeString(folder.resolve("orthanc.json"), """
                {
                  "Name": "Pacs", "StorageDirectory": "%1$s", "IndexDirectory": "%1$s", "Plugins": [],
                  "HttpPort": %2$d, "KeepAlive": false, "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
                  "DicomPort": %3$d, "DicomAet": "NG_PACS", "DicomAlwaysAllowStore": true,
                  "DicomModalities": {"NORTHGATE": {
                    "AET": "NORTHGATE", "Host": "127.0.0.1", "Port": 104, "AllowFind": true, "AllowGet": true}}
                }
                """.formatted(
                        Files.createDirectory(folder.resolve("orthanc")), http, port));
        return PeerProcess.start(folder.resolve("orthanc.log"), http, "Orthanc", configuration.toString());
    }

    private static void send(int port, PacsObject object) throws IOException {
        try (var client = DimseClient.connect(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                "NG_CT1",
                "NG_PACS",
                PresentationContext.single(UID.CTImageStorage, UID.ExplicitVRLittleEndian))) {
            assertThat(client.store(UID.CTImageStorage, object.sop(), UID.ExplicitVRLittleEndian, object.encoded()))
                    .isEqualTo(StoreResponse.SUCCESS);
            client.release();
        }
    }

    // A hostile PACS, DCM-16

    @Test
    void dcm16WhatWasNotAskedForIsNotKept() throws Exception {
        var patient = "P-" + System.nanoTime();
        var named = PacsObject.earlier(patient, "20250301", "CT", "CT head");
        var otherPatients = named.ofPatient("P-OTHER").sibling();
        var otherStudy = PacsObject.earlier(patient, "20250302", "CT", "CT head");
        FindHandler finding = request -> Stream.of(
                match(named, patient),
                match(PacsObject.earlier("P-OTHER", "20250301", "CT", "CT head"), "P-OTHER"),
                match(named, patient).setString(Tag.StudyInstanceUID, VR.UI, "../../etc"),
                match(named, patient).setString(Tag.StudyDate, VR.DA, "tomorrow"));
        var study = CtSlice.ofNewStudy().withPatient(patient);
        try (var pacs = pacs(finding, List.of(otherPatients, otherStudy, named))) {
            askPacsAt(pacs.port(), 5);
            sendToRead(study);
            await(() -> searchState(study).equals("DONE"));
        }
        assertThat(within(NORTHGATE, () -> priors.of(ref(study))))
                .extracting(prior -> prior.ref().studyInstanceUid(), Prior::state)
                .containsExactly(tuple(named.study(), Prior.State.INCOMPLETE));
        assertThat(held(named.study())).as("the one that was asked for").isEqualTo(1);
        assertThat(held(otherStudy.study())).isZero();
        assertThat(count("select (details ->> 'missing')::int from audit_detail join audit_event using (tenant_id, seq)"
                        + " where tenant_id = :tenant and action = 'PRIORS_FETCHED' and object = 'study:"
                        + named.study() + "'"))
                .as("each refused object once")
                .isEqualTo(2);
    }

    @Test
    void dcm16MatchesWithoutEndAreCutOff() throws Exception {
        var patient = "P-" + System.nanoTime();
        var produced = new AtomicInteger();
        FindHandler endless = request -> Stream.generate(() -> {
            produced.incrementAndGet();
            return match(PacsObject.earlier("P-OTHER", "20250301", "CT", "CT head"), "P-OTHER");
        });
        var study = CtSlice.ofNewStudy().withPatient(patient);
        try (var pacs = pacs(endless, List.of())) {
            askPacsAt(pacs.port(), 5);
            sendToRead(study);
            await(() -> trailed(AuditAction.PRIORS_MISSED, study.studyUid()) == 1);
            int atTheEnd = produced.get();
            assertThat(atTheEnd).isGreaterThanOrEqualTo(PriorSource.MAX_STUDIES);
        }
        await(() -> completed.studies.contains(ref(study)));
    }

    @Test
    void dcm16ObjectsWithoutEndAreNoLongerTaken() throws Exception {
        var patient = "P-" + System.nanoTime();
        var prior = PacsObject.earlier(patient, "20250301", "CT", "CT head");
        var ref = new StudyRef(NORTHGATE, prior.study());
        var few = objects(ref, patient, new FetchLimits(2, 1_000_000, LONG));
        assertThat(take(few, prior).status()).isZero();
        assertThat(take(few, prior.sibling()).status()).isZero();
        assertThat(few.isFull()).isTrue();
        assertThat(take(few, prior.sibling()).status()).isEqualTo(0xA700);

        var small = objects(ref, patient, new FetchLimits(100, 100, LONG));
        assertThat(catchThrowableOfType(IOException.class, () -> take(small, prior.sibling())))
                .hasMessageContaining("larger than can be taken");
        assertThat(held(prior.study())).isEqualTo(2);
    }

    @Test
    void dcm16ObjectsThatTrickleAreNoLongerTaken() {
        var prior = PacsObject.earlier("P-1", "20250301", "CT", "CT head");
        var ref = new StudyRef(NORTHGATE, prior.study());
        var slow = objects(ref, "P-1", new FetchLimits(100, 1_000_000, Duration.ofSeconds(1)));

        assertThat(catchThrowableOfType(IOException.class, () -> take(slow, prior, new Trickle(prior.encoded()))))
                .hasMessageContaining("takes too long");
        assertThat(slow.areTooMuch()).isTrue();
        assertThat(slow.isFull()).isTrue();
        assertThat(held(prior.study())).isZero();
    }

    /** Each read takes longer than the whole may. */
    private static final class Trickle extends ByteArrayInputStream {

        Trickle(byte[] content) {
            super(content);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            LockSupport.parkNanos(Duration.ofMillis(1100).toNanos());
            return super.read(into, offset, length);
        }
    }

    @Test
    void aPriorWaitsForRoomThatNothingElseNeeds() throws Exception {
        var prior = PacsObject.earlier("P-1", "20250301", "CT", "CT head");
        var ref = new StudyRef(NORTHGATE, prior.study());
        var said = new ArrayDeque<>(List.of(Spare.SOON, Spare.SOON, Spare.THERE));
        var patient = new PriorObjects(
                archive, _ -> said.removeFirst(), "MAIN", ref, "P-1", new FetchLimits(9, 1_000_000, LONG));
        assertThat(take(patient, prior).status()).isZero();
        assertThat(said).isEmpty();

        var crowded =
                new PriorObjects(archive, _ -> Spare.NONE, "MAIN", ref, "P-1", new FetchLimits(9, 1_000_000, LONG));
        assertThat(take(crowded, prior.sibling()).status()).isEqualTo(0xA700);
        assertThat(crowded.hadNoRoom()).isTrue();

        var never = new PriorObjects(
                archive, _ -> Spare.SOON, "MAIN", ref, "P-1", new FetchLimits(9, 1_000_000, Duration.ofMillis(300)));
        assertThat(take(never, prior.sibling()).status()).isEqualTo(0xA700);
        assertThat(held(prior.study())).isEqualTo(1);
    }

    private PriorObjects objects(StudyRef study, String patient, FetchLimits limits) {
        return new PriorObjects(archive, room, "MAIN", study, patient, limits);
    }

    private static StoreResponse take(PriorObjects objects, PacsObject object) throws IOException {
        return take(objects, object, new ByteArrayInputStream(object.encoded()));
    }

    private static StoreResponse take(PriorObjects objects, PacsObject object, InputStream dataset) throws IOException {
        var association =
                new AssociationInfo("NG_PACS", "NORTHGATE", new InetSocketAddress(InetAddress.getLoopbackAddress(), 1));
        return Actor.call(
                Actor.system("priors"),
                () -> objects.store(new StoreRequest(
                        association,
                        UID.CTImageStorage,
                        object.sop(),
                        UID.ExplicitVRLittleEndian,
                        StoreRequest.Priority.MEDIUM,
                        dataset)));
    }

    private static DimseServer pacs(FindHandler finding, List<PacsObject> objects) throws IOException {
        return DimseServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                DimseOptions.DEFAULT,
                _ -> new AssociationPolicy.Accepted(),
                DimseServices.of(
                        new FindService(
                                Set.of(UID.StudyRootQueryRetrieveInformationModelFind), finding, Integer.MAX_VALUE),
                        new GetService(Set.of(UID.StudyRootQueryRetrieveInformationModelGet), _ -> objects)));
    }

    private static Attributes match(PacsObject object, String patient) {
        return new Attributes()
                .setString(Tag.PatientID, VR.LO, patient)
                .setString(Tag.StudyInstanceUID, VR.UI, object.study())
                .setString(Tag.StudyDate, VR.DA, "20250301")
                .setString(Tag.ModalitiesInStudy, VR.CS, "CT")
                .setString(Tag.StudyDescription, VR.LO, "CT head");
    }

    // Who is asked

    @Test
    void theConfigurationSaysWhoIsAsked() throws Exception {
        var files = Files.createDirectory(folder.resolve("config"));
        Files.writeString(
                files.resolve("northgate.yaml"),
                Files.readString(Path.of("tenant-config/northgate.yaml"))
                        + "destinations: [{aeTitle: NG_PACS, host: pacs.northgate.example, port: 104}]\n");
        var document = files.resolve("priors.yaml");
        Files.writeString(document, "kind: Priors\nhospital: northgate\npacs: NG_PACS\nmost: 3\nyears: 5\n");
        var line = "hospital northgate: priors come from NG_PACS, 3 at most, of 5 years";
        assertThat(configuration.plan(files)).contains(line);
        configuration.apply(files);
        assertThat(within(NORTHGATE, () -> rules.of(NORTHGATE))).hasValue(new PriorsRule("NG_PACS", 3, 5));
        assertThat(within(HARBOUR, () -> rules.of(NORTHGATE))).isEmpty();
        assertThat(configuration.plan(files)).isEmpty();

        Files.writeString(document, "kind: Priors\nhospital: northgate\npacs: HC_PACS\nmost: 21\nyears: 0\n");
        assertThat(catchThrowableOfType(InvalidConfiguration.class, () -> configuration.plan(files))
                        .problems())
                .containsExactlyInAnyOrder(
                        "priors.yaml document 1: pacs: must be the AE title of one of the hospital's destinations",
                        "priors.yaml document 1: most: must be a whole number from 1 to 20",
                        "priors.yaml document 1: years: must be a whole number from 1 to 100");

        Files.delete(document);
        assertThat(configuration.plan(files)).containsExactly("hospital northgate: priors are not asked for");
        configuration.apply(files);
        assertThat(within(NORTHGATE, () -> rules.of(NORTHGATE))).isEmpty();
    }

    @Test
    void withoutARuleNobodyIsAsked() throws Exception {
        var study = CtSlice.ofNewStudy();
        sendToRead(study);
        await(() -> completed.studies.contains(ref(study)));
        assertThat(count("select count(*) from priors_search where tenant_id = :tenant and study_instance_uid = '"
                        + study.studyUid() + "'"))
                .isZero();
    }
}
