package io.dayside.intake;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dayside.archive.Archive;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.InstancesStored;
import io.dayside.archive.Quarantine.Comparison;
import io.dayside.archive.Quarantine.SamePatient;
import io.dayside.archive.QuarantinedInstance;
import io.dayside.archive.Studies;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.dicom.Dcmtk;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.AssociationPolicy.Rejected;
import io.dayside.dicom.net.AssociationRejected;
import io.dayside.dicom.net.ClientOptions;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.DimseFailure;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.net.StoreResponse;
import io.dayside.dicom.net.TestCertificates;
import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.intake.QuarantineController.Became;
import io.dayside.intake.QuarantineController.Choice;
import io.dayside.intake.QuarantineController.ObjectOutcome;
import io.dayside.tenancy.CallerTenants;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.CtSlice;
import io.dayside.testing.FixedHospitals;
import io.dayside.testing.TestServices;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/** Both doors on a real PostgreSQL and a real folder: whom they let in, what they answer, and what is there by then. */
@SpringBootTest(classes = IntakeTests.Rooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
class IntakeTests {

    private static final Duration QUIET_AT_NORTHGATE = Duration.ofSeconds(2);

    /** So long that a study of this hospital never becomes complete by itself here. */
    private static final Duration QUIET_AT_HARBOUR = Duration.ofHours(1);

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final List<PresentationContext> CT =
            PresentationContext.single(UID.CTImageStorage, UID.ExplicitVRLittleEndian);

    /** What the messages and slices of these tests say of their patient. */
    private static final String[] PATIENT = {"Roe", "Phantom", "P-1", "19700131", "1970-01-31"};

    static final TestCertificates CERTIFICATES = makeCertificates();

    private static TestCertificates makeCertificates() {
        try {
            return TestCertificates.make(
                    Files.createTempDirectory("dayside-certificates"), "dayside", "northgate", "harbour");
        } catch (IOException | InterruptedException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hospitals() {
        try {
            return CERTIFICATES.pemOf("northgate", "harbour").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String digest(String name) {
        try {
            return SenderProof.digest(CERTIFICATES.certificate(name));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
        registry.add("dayside.dicom.tls-port", () -> "0");
        // Each flush begins a segment, so that files tell what was kept.
        registry.add("dayside.archive.segment-size", () -> "1B");
        var bundle = "spring.ssl.bundle.pem.dicom.";
        registry.add(
                bundle + "keystore.certificate",
                () -> CERTIFICATES.pem("dayside").toString());
        registry.add(
                bundle + "keystore.private-key",
                () -> CERTIFICATES.keyPem("dayside").toString());
        registry.add(bundle + "truststore.certificate", IntakeTests::hospitals);
    }

    /** This room with those it stands on. Has no stereotype, so that no other test finds it. */
    @EnableAutoConfiguration(
            excludeName = {
                "com.vaadin.flow.spring.SpringBootAutoConfiguration",
                "com.vaadin.flow.spring.SpringSecurityAutoConfiguration",
                "com.vaadin.flow.spring.VaadinScopesConfig"
            })
    @ComponentScan(
            basePackages = "io.dayside",
            excludeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.REGEX,
                            pattern =
                                    "io\\.dayside\\.(?!(tenancy|audit|archive|intake)\\.|ModuleMigrations|BackgroundWork).*"
                                            + "|.*Tests(\\$.*)?"))
    static class Rooms {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        @Primary
        Tenants fixedTenants() {
            return new FixedHospitals(QUIET_AT_NORTHGATE, QUIET_AT_HARBOUR, digest("northgate"), digest("harbour"));
        }

        @Bean
        Telephone telephone() {
            return new Telephone();
        }

        @Bean
        Announcements announcements() {
            return new Announcements();
        }

        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    /** Who is calling, for as long as the call lasts. */
    static class Telephone implements Callers, CallerTenants {

        private static final ScopedValue<Caller> CALLING = ScopedValue.newInstance();

        <T> T as(Caller caller, Supplier<T> call) {
            return ScopedValue.where(CALLING, caller).call(call::get);
        }

        @Override
        public Optional<Caller> current() {
            return CALLING.isBound() ? Optional.of(CALLING.get()) : Optional.empty();
        }

        @Override
        public Caller required() {
            return current().orElseThrow(() -> new AccessDeniedException("nobody is calling"));
        }

        @Override
        public Optional<Set<TenantId>> ofCaller() {
            return current().map(Caller::tenants);
        }
    }

    /** Hears what other rooms would hear, and can make the transaction that says it fail at its very end. */
    static class Announcements {

        private final BlockingQueue<StudyCompleted> completed = new LinkedBlockingQueue<>();
        private final List<InstancesStored> stored = new CopyOnWriteArrayList<>();
        private final List<OrderMatched> matched = new CopyOnWriteArrayList<>();
        private volatile boolean failing;

        @TransactionalEventListener
        void on(StudyCompleted event) {
            completed.add(event);
        }

        @TransactionalEventListener
        void on(OrderMatched event) {
            matched.add(event);
        }

        @TransactionalEventListener
        void remember(InstancesStored event) {
            stored.add(event);
        }

        @EventListener({InstancesStored.class, OrderChanged.class})
        void failAtCommit() {
            if (!failing) {
                return;
            }
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    throw new DataAccessResourceFailureException("the database is gone");
                }
            });
        }

        StudyCompleted awaitCompletionOf(StudyRef study) throws InterruptedException {
            while (true) {
                var event = completed.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                assertThat(event).as("the study becomes complete").isNotNull();
                if (Objects.requireNonNull(event).study().equals(study)) {
                    return event;
                }
            }
        }
    }

    @Autowired
    private DicomListener dicom;

    @Autowired
    private MllpListener hl7;

    @Autowired
    private Archive archive;

    @Autowired
    private Studies studies;

    @Autowired
    private Orders orders;

    @Autowired
    private StudiesController studiesPage;

    @Autowired
    private StudyRetentionController retentionPage;

    @Autowired
    private QuarantineController quarantinePage;

    @Autowired
    private OrdersController ordersPage;

    @Autowired
    private Telephone telephone;

    @Autowired
    private Announcements announcements;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Value("${dayside.data-dir}")
    private Path dataDirectory;

    @AfterEach
    void nothingFails() {
        announcements.failing = false;
    }

    // Associations

    @Test
    void theCalledAeTitleNamesTheHospital() throws Exception {
        var ofNorthgate = CtSlice.ofNewStudy();
        var ofHarbour = CtSlice.ofNewStudy();

        assertThat(send("NG_CT1", NORTHGATE, ofNorthgate)).isEqualTo(StoreResponse.SUCCESS);
        assertThat(send("HC_CT1", HARBOUR, ofHarbour)).isEqualTo(StoreResponse.SUCCESS);

        assertThat(held(NORTHGATE, ofNorthgate).orElseThrow().sender()).isEqualTo("NG_CT1");
        assertThat(held(HARBOUR, ofHarbour).orElseThrow().sender()).isEqualTo("HC_CT1");
        assertThat(held(HARBOUR, ofNorthgate)).isEmpty();
        assertThat(held(NORTHGATE, ofHarbour)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"STRANGER", "HC_CT1", "ng_ct1", "NG_FAR", "NG_TLS"})
    void whoIsNotRegisteredThereAndCallsFromThereIsRejectedWithTheStandardsReason(String callingAet) {
        int before = trailed(NORTHGATE, AuditAction.ASSOCIATION_REJECTED, "association:NORTHGATE");

        var rejected = catchThrowableOfType(AssociationRejected.class, () -> call(callingAet, "NORTHGATE"));

        assertThat(rejected.rejection())
                .as("permanent, by the service user, calling AE title not recognized; PS3.8 table 9-21")
                .isEqualTo(new Rejected(1, 1, 3));
        assertThat(trailed(NORTHGATE, AuditAction.ASSOCIATION_REJECTED, "association:NORTHGATE"))
                .isEqualTo(before + 1);
    }

    @Test
    void aHospitalThatDoesNotExistIsRejectedWithTheStandardsReason() {
        var rejected = catchThrowableOfType(AssociationRejected.class, () -> call("NG_CT1", "NOWHERE"));

        assertThat(rejected.rejection())
                .as("permanent, by the service user, called AE title not recognized; PS3.8 table 9-21")
                .isEqualTo(new Rejected(1, 1, 7));
    }

    @Test
    void dcm02WhoProvesItsCertificateIsLetIn() throws Exception {
        try (var sender = callSecurely("NG_TLS", NORTHGATE, "northgate")) {
            var slice = CtSlice.ofNewStudy();
            assertThat(store(sender, slice.sopUid(), slice.encoded())).isEqualTo(StoreResponse.SUCCESS);
            sender.release();
            assertThat(held(NORTHGATE, slice).orElseThrow().sender()).isEqualTo("NG_TLS");
        }
    }

    @Test
    void dcm02TheCertificateOfAnotherHospitalIsRejectedAsAnUnknownTitle() {
        var rejected =
                catchThrowableOfType(AssociationRejected.class, () -> callSecurely("NG_TLS", NORTHGATE, "harbour"));

        assertThat(rejected.rejection()).isEqualTo(new Rejected(1, 1, 3));
    }

    private DimseClient callSecurely(String callingAet, TenantId to, String certificate) throws Exception {
        var address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), dicom.ports().getLast());
        var tls = CERTIFICATES.context(certificate, "dayside");
        return DimseClient.connect(
                address,
                callingAet,
                to.code().toUpperCase(Locale.ROOT),
                CT,
                ClientOptions.DEFAULT.withLongestWait(PATIENCE).withTls(tls));
    }

    // C-FIND

    private static final String STUDY_ROOT = UID.StudyRootQueryRetrieveInformationModelFind;
    private static final String PATIENT_ROOT = UID.PatientRootQueryRetrieveInformationModelFind;

    @Test
    void whoMayQueryFindsWhatWasStoredAtEveryLevel() throws Exception {
        var slice = CtSlice.ofNewStudy().withPatient("QUERIED");
        send("NG_CT1", NORTHGATE, slice);

        var study = only(find(
                "NG_PACS",
                "NORTHGATE",
                STUDY_ROOT,
                keys("STUDY")
                        .setString(Tag.AccessionNumber, VR.SH, slice.accession())
                        .setNull(Tag.StudyInstanceUID, VR.UI)
                        .setNull(Tag.ModalitiesInStudy, VR.CS)
                        .setNull(Tag.RetrieveAETitle, VR.AE)
                        .setNull(Tag.StudyID, VR.SH)));
        assertThat(study.getString(Tag.StudyInstanceUID)).isEqualTo(slice.studyUid());
        assertThat(study.getString(Tag.ModalitiesInStudy)).isEqualTo("CT");
        assertThat(study.getString(Tag.RetrieveAETitle)).isEqualTo("NORTHGATE");
        assertThat(study.contains(Tag.StudyID)).as("asked for, without a value").isTrue();
        assertThat(study.contains(Tag.PatientName)).as("not asked for").isFalse();

        var patient = only(find(
                "NG_PACS",
                "NORTHGATE",
                PATIENT_ROOT,
                keys("PATIENT")
                        .setString(Tag.PatientID, VR.LO, "QUERIED")
                        .setNull(Tag.NumberOfPatientRelatedStudies, VR.IS)));
        assertThat(patient.getInt(Tag.NumberOfPatientRelatedStudies, 0)).isEqualTo(1);

        var image = only(find(
                "NG_PACS",
                "NORTHGATE",
                STUDY_ROOT,
                keys("IMAGE")
                        .setString(Tag.StudyInstanceUID, VR.UI, slice.studyUid())
                        .setString(Tag.SeriesInstanceUID, VR.UI, slice.seriesUid())
                        .setNull(Tag.SOPInstanceUID, VR.UI)));
        assertThat(image.getString(Tag.SOPInstanceUID)).isEqualTo(slice.sopUid());
    }

    @Test
    void noQueryCrossesTheBorder() throws Exception {
        var slice = CtSlice.ofNewStudy();
        send("NG_CT1", NORTHGATE, slice);
        var keys = keys("STUDY").setString(Tag.StudyInstanceUID, VR.UI, slice.studyUid());

        assertThat(find("HC_PACS", "HARBOUR", STUDY_ROOT, keys)).isEmpty();
        assertThat(find("NG_PACS", "NORTHGATE", STUDY_ROOT, keys)).hasSize(1);
    }

    @Test
    void whoMayOnlyStoreIsNotAnsweredAndWhoMayOnlyQueryStoresNothing() throws Exception {
        int before = trailed(NORTHGATE, AuditAction.ACCESS_REFUSED, "archive:query");
        assertThat(catchThrowableOfType(
                                DimseFailure.class, () -> find("NG_CT1", "NORTHGATE", STUDY_ROOT, keys("STUDY")))
                        .status())
                .isEqualTo(Status.NotAuthorized);
        assertThat(trailed(NORTHGATE, AuditAction.ACCESS_REFUSED, "archive:query"))
                .isEqualTo(before + 1);

        var slice = CtSlice.ofNewStudy();
        assertThat(send("NG_PACS", NORTHGATE, slice).status()).isEqualTo(Status.NotAuthorized);
        assertThat(held(NORTHGATE, slice)).isEmpty();
    }

    @Test
    void aQueryThatCannotBeAnsweredEndsWithTheStandardsStatus() {
        for (var keys : List.of(
                keys("PATIENT"),
                keys("NOWHERE"),
                keys("STUDY").setString(Tag.StudyDate, VR.DA, "yesterday"),
                keys("STUDY").setString(Tag.PatientComments, VR.LT, "x".repeat(100_000)))) {
            assertThat(catchThrowableOfType(DimseFailure.class, () -> find("NG_PACS", "NORTHGATE", STUDY_ROOT, keys))
                            .status())
                    .isEqualTo(Status.DataSetDoesNotMatchSOPClass);
        }
    }

    /** With each level's unique key alone, and those of the levels above given. */
    @ParameterizedTest
    @CsvSource({
        "-P, PATIENT, (0010#0020)",
        "-P, STUDY, (0020#000d)",
        "-P, SERIES, (0020#000e)",
        "-P, IMAGE, (0008#0018)",
        "-S, STUDY, (0020#000d)",
        "-S, SERIES, (0020#000e)",
        "-S, IMAGE, (0008#0018)"
    })
    void findscuIsAnsweredAtEachLevel(String model, String level, String uniqueKey) throws Exception {
        var slice = CtSlice.ofNewStudy().withPatient("FIND-" + System.nanoTime());
        send("NG_CT1", NORTHGATE, slice);
        send("NG_CT1", NORTHGATE, slice.sibling(2));
        var keys = List.of(
                "PatientID=" + slice.patientId(),
                "StudyInstanceUID=" + (level.matches("SERIES|IMAGE") ? slice.studyUid() : ""),
                "SeriesInstanceUID=" + (level.equals("IMAGE") ? slice.seriesUid() : ""),
                "SOPInstanceUID");
        int asked = List.of("PATIENT", "STUDY", "SERIES", "IMAGE").indexOf(level) + 1;
        var arguments = Stream.concat(
                Stream.of(model, "-aet", "NG_PACS", "-aec", "NORTHGATE", "-k", "QueryRetrieveLevel=" + level),
                Stream.concat(
                        keys.subList(0, asked).stream().flatMap(key -> Stream.of("-k", key)),
                        Stream.of("localhost", dicom.ports().getFirst().toString())));

        var result = Dcmtk.run("findscu", arguments.toArray(String[]::new));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output().lines().filter(line -> line.contains(uniqueKey.replace('#', ','))))
                .as(result.output())
                .hasSize(level.equals("IMAGE") ? 2 : 1);
    }

    @Test
    void findscuIsAnswered() throws Exception {
        var slice = CtSlice.ofNewStudy();
        send("NG_CT1", NORTHGATE, slice);
        var result = Dcmtk.run(
                "findscu",
                "-S",
                "-aet",
                "NG_PACS",
                "-aec",
                "NORTHGATE",
                "localhost",
                Integer.toString(dicom.ports().getFirst()),
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "PatientName=phantom*",
                "-k",
                "AccessionNumber=" + slice.accession(),
                "-k",
                "StudyInstanceUID");
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.output()).contains(slice.studyUid());
    }

    private static Attributes keys(String level) {
        return new Attributes().setString(Tag.QueryRetrieveLevel, VR.CS, level);
    }

    private List<Attributes> find(String callingAet, String calledAet, String model, Attributes keys)
            throws IOException {
        var address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), dicom.ports().getFirst());
        var contexts = PresentationContext.single(model, UID.ImplicitVRLittleEndian);
        try (var client = DimseClient.connect(address, callingAet, calledAet, contexts, PATIENCE)) {
            var found = client.find(model, keys);
            client.release();
            return found;
        }
    }

    private static Attributes only(List<Attributes> matches) {
        assertThat(matches).hasSize(1);
        return matches.getFirst();
    }

    // C-STORE

    @Test
    void afterSuccessObjectAndRowAreThere() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var before = objects();

        assertThat(send("NG_CT1", NORTHGATE, slice)).isEqualTo(StoreResponse.SUCCESS);

        assertThat(held(NORTHGATE, slice).orElseThrow().instances()).isEqualTo(1);
        assertThat(objects()).hasSize(before.size() + 1);
        try (var object = within(NORTHGATE, () -> archive.open(NORTHGATE, slice.sopUid()))) {
            assertThat(DicomFile.read(object).dataset().getBytes(Tag.PixelData))
                    .isEqualTo(slice.dataset().getBytes(Tag.PixelData));
        }
    }

    @Test
    void withoutItsRowAnObjectIsNotAnsweredWithSuccess() throws Exception {
        var slice = CtSlice.ofNewStudy();
        announcements.failing = true;

        assertThat(send("NG_CT1", NORTHGATE, slice).status()).isEqualTo(Status.OutOfResources);
        assertNowhere(slice);

        announcements.failing = false;
        assertThat(send("NG_CT1", NORTHGATE, slice)).isEqualTo(StoreResponse.SUCCESS);
        assertThat(held(NORTHGATE, slice)).isPresent();
    }

    @Test
    void withoutItsObjectARowIsNotAnsweredWithSuccess() throws Exception {
        send("NG_CT1", NORTHGATE, CtSlice.ofNewStudy());
        var slice = CtSlice.ofNewStudy();
        var segments = dataDirectory.resolve("objects/northgate/segments");
        var elsewhere = dataDirectory.resolve("elsewhere");

        Files.move(segments, elsewhere);
        try {
            assertThat(send("NG_CT1", NORTHGATE, slice).status()).isEqualTo(Status.OutOfResources);
            assertNowhere(slice);
        } finally {
            Files.move(elsewhere, segments);
        }
        assertThat(send("NG_CT1", NORTHGATE, slice)).isEqualTo(StoreResponse.SUCCESS);
    }

    @Test
    void aDataSetWithoutStudyIsRefusedAndLeavesNothing() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var dataset = slice.dataset();
        dataset.remove(Tag.StudyInstanceUID);
        var objectsBefore = objects();
        var studiesBefore = listed(NORTHGATE);

        try (var sender = call("NG_CT1", "NORTHGATE")) {
            var response = store(sender, slice.sopUid(), CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE));

            assertThat(response.status() & 0xF000)
                    .as("cannot understand; PS3.4 B.2.3")
                    .isEqualTo(0xC000);
            assertThat(response.errorComment())
                    .isEqualTo("Identifier missing at (0020,000D)")
                    .doesNotContain(PATIENT);
            assertThat(objects()).isEqualTo(objectsBefore);
            assertThat(listed(NORTHGATE)).isEqualTo(studiesBefore);
            assertNowhere(slice);
            assertThat(trailed(NORTHGATE, AuditAction.INSTANCE_REFUSED, "instance:" + slice.sopUid()))
                    .isEqualTo(1);

            assertThat(store(sender, slice.sopUid(), slice.encoded()))
                    .as("the association goes on")
                    .isEqualTo(StoreResponse.SUCCESS);
            sender.release();
        }
    }

    @Test
    void anObjectSentTwiceIsHeldOnceAndAnsweredWithSuccessTwice() throws Exception {
        var slice = CtSlice.ofNewStudy();
        assertThat(send("NG_CT1", NORTHGATE, slice)).isEqualTo(StoreResponse.SUCCESS);
        var before = objects();

        assertThat(send("NG_CT1", NORTHGATE, slice)).isEqualTo(StoreResponse.SUCCESS);

        assertThat(objects()).isEqualTo(before);
        assertThat(held(NORTHGATE, slice).orElseThrow().instances()).isEqualTo(1);
        assertThat(announcements.stored)
                .filteredOn(event -> event.study().equals(study(NORTHGATE, slice)))
                .hasSize(1);
    }

    @Test
    void otherContentUnderTheSameUidIsKeptAsideWithAWarning() throws Exception {
        var slice = CtSlice.ofNewStudy();
        send("NG_CT1", NORTHGATE, slice);

        var response = send("NG_CT1", NORTHGATE, slice.withNumber(99));

        assertThat(response.status() & 0xF000)
                .as("a warning: kept, but not as sent; PS3.4 B.2.3")
                .isEqualTo(0xB000);
        assertThat(response.errorComment()).doesNotContain(PATIENT);
        assertThat(within(NORTHGATE, () -> archive.instances(study(NORTHGATE, slice))))
                .singleElement()
                .extracting(instance -> instance.instanceNumber())
                .isEqualTo(1);
    }

    // Orders

    static Stream<Arguments> messagesWithAnOrder() {
        return Stream.of(
                Arguments.of("ORM^O01", "OBR|1|PL-1||CTHEAD^CT head|||||||||fall|||||%s|||||||||^^^^^S"),
                Arguments.of(
                        "OMI^O23^OMI_O23", "TQ1|1||||||||S^STAT\rOBR|1|PL-1||CTHEAD^CT head\rIPC|%s|RP1|1.2.3|S1"));
    }

    @ParameterizedTest
    @MethodSource("messagesWithAnOrder")
    void anOrderMeetsTheStudyThatComesLater(String type, String request) throws Exception {
        var slice = CtSlice.ofNewStudy();

        assertThat(tell(order("NG", type, request, slice))).contains("\rMSA|AA|");
        send("NG_CT1", NORTHGATE, slice);

        assertMatched(NORTHGATE, slice);
    }

    @ParameterizedTest
    @MethodSource("messagesWithAnOrder")
    void anOrderMeetsTheStudyThatWasThereBefore(String type, String request) throws Exception {
        var slice = CtSlice.ofNewStudy();

        send("NG_CT1", NORTHGATE, slice);
        assertThat(orderOf(NORTHGATE, slice)).isEmpty();
        assertThat(tell(order("NG", type, request, slice))).contains("\rMSA|AA|");

        assertMatched(NORTHGATE, slice);
    }

    private void assertMatched(TenantId tenant, CtSlice slice) {
        var order = orderOf(tenant, slice).orElseThrow();
        assertThat(order.accessionNumber()).isEqualTo(slice.accession());
        assertThat(order.priority()).isEqualTo(Priority.STAT);
        assertThat(order.requestedProcedure()).isEqualTo("CT head");
        assertThat(announcements.matched).contains(new OrderMatched(study(tenant, slice), order.id()));
    }

    @Test
    void anOrderOfAnotherPatientIsNotMatchedAndTheHospitalCanSeeIt() throws Exception {
        var slice = CtSlice.ofNewStudy();

        tell(order("NG", slice.withPatient("P-2")));
        send("NG_CT1", NORTHGATE, slice);

        assertThat(orderOf(NORTHGATE, slice)).isEmpty();
        assertThat(page(NORTHGATE))
                .filteredOn(row -> row.studyInstanceUid().equals(slice.studyUid()))
                .extracting(StudiesController.StudyView::order)
                .containsExactly(StudiesController.OrderMatch.PATIENT_DIFFERS);
    }

    @Test
    void anOrderOfAnotherHospitalIsNotMatched() throws Exception {
        var slice = CtSlice.ofNewStudy();

        assertThat(tell(order("HC", slice))).contains("\rMSA|AA|");
        send("NG_CT1", NORTHGATE, slice);

        assertThat(orderOf(NORTHGATE, slice)).isEmpty();
        assertThat(within(HARBOUR, () -> orders.byAccession(HARBOUR, slice.accession())))
                .isPresent();
        assertThat(within(NORTHGATE, () -> orders.byAccession(HARBOUR, slice.accession())))
                .isEmpty();
    }

    @Test
    void aMessageSentAgainHasOneEffectAndTheSameAnswer() throws Exception {
        var message = order("NG", CtSlice.ofNewStudy());

        var first = tell(message);
        assertThat(first).contains("\rMSA|AA|");
        assertThat(tell(message)).isEqualTo(first);
    }

    @Test
    void whatIsNotCommittedIsNotAcknowledged() throws Exception {
        var slice = CtSlice.ofNewStudy();
        tell(order("NG", slice));
        announcements.failing = true;

        var answer = tell(order("NG", slice).replace("CT head", "CT neck"));

        assertThat(answer).contains("\rMSA|AE|", "not kept, please send again");
        assertThat(within(NORTHGATE, () -> orders.byAccession(NORTHGATE, slice.accession()))
                        .orElseThrow()
                        .requestedProcedure())
                .isEqualTo("CT head");
    }

    static Stream<Arguments> messagesNotTaken() {
        var pid = "PID|1||P-1^^^NG^MR||Roe^Jane||19700131|F\r";
        var orm = "MSH|^~\\&|NG_RIS|MAIN|PACS|DAYSIDE|20261124||ORM^O01|%s|P|2.5\r";
        var orc = "ORC|NW|REFUSED-1\r";
        return Stream.of(
                Arguments.of(pid + orc, "AR", "no MSH segment"),
                Arguments.of("Roe^Jane 19700131 P-1", "AR", "no MSH segment"),
                Arguments.of("", "AR", "no MSH segment"),
                Arguments.of(orm.replace("NG_RIS", "ROGUE") + pid + orc, "AR", "name no registered sender"),
                Arguments.of(orm.replace("DAYSIDE", "OTHER") + pid + orc, "AR", "name no registered sender"),
                Arguments.of(orm.replace("ORM^O01", "ADT^A01") + pid, "AR", "only ORM^O01, OMG^O19 and OMI^O23"),
                Arguments.of(orm.replace("%s", "") + pid + orc, "AR", "MSH-10 is empty"),
                Arguments.of(orm + orc, "AE", "exactly one PID segment"),
                Arguments.of(orm + pid, "AE", "no ORC or OBR segment"),
                Arguments.of(orm + pid.replace("19700131", "Roe 1970") + orc, "AE", "PID-7 is no date"),
                Arguments.of(orm + pid.replace("P-1^^^NG^MR", "") + orc, "AE", "patient identifier is missing"),
                Arguments.of(orm + pid + "ORC|NW\rOBR|1|||X\r", "AE", "no accession number"),
                Arguments.of(orm + pid + "ORC|ZZ|REFUSED-1\r", "AE", "ORC-1"),
                Arguments.of(orm + pid + "ORC|CA|REFUSED-1\r", "AE", "no order with this accession number"),
                Arguments.of(orm + pid + "ORC|NW|REFUSED-1|||||^^^^^Roe\r", "AE", "priority is none of"),
                Arguments.of(orm + pid + "ORC|NW|" + "9".repeat(65) + "\r", "AE", "longer than 64 characters"),
                Arguments.of(orm + "\u0001\u0002Roe|\u0003\r" + pid + "ORC|ZZ|P-1\r", "AE", ""));
    }

    @ParameterizedTest
    @MethodSource("messagesNotTaken")
    void aMessageThatIsNotTakenIsToldWhyWithoutItsPatient(String message, String code, String why) throws Exception {
        var answer = tell(message.replace("%s", "CONTROL-1"));

        assertThat(answer)
                .startsWith("MSH|")
                .contains("\rMSA|" + code + "|", why)
                .doesNotContain(PATIENT);
        assertThat(answer).as("says something in MSA-3").containsPattern("\rMSA\\|A[ER]\\|[^|\r]*\\|[^|\r]+\r");
        assertThat(within(NORTHGATE, () -> orders.byAccession(NORTHGATE, "REFUSED-1")))
                .isEmpty();
    }

    @Test
    void aRefusedMessageIsInTheTrail() throws Exception {
        tell("MSH|^~\\&|NG_RIS|MAIN|PACS|DAYSIDE|20261124||ORM^O01|REFUSED-7|P|2.5\rPID|1||P-1||Roe^Jane\r");

        assertThat(trailed(NORTHGATE, AuditAction.ORDER_PLACED, "message:REFUSED-7"))
                .isEqualTo(1);
    }

    @Test
    void oneOrderNotUnderstoodUndoesTheOthersOfItsMessage() throws Exception {
        var slice = CtSlice.ofNewStudy();

        var answer = tell(order("NG", slice) + "ORC|CA|NEVER-PLACED\r");

        assertThat(answer).contains("\rMSA|AE|");
        assertThat(within(NORTHGATE, () -> orders.byAccession(NORTHGATE, slice.accession())))
                .isEmpty();
    }

    @Test
    void aMessageOfAbsurdLengthIsCutOffUnansweredAndTheNextSenderIsServed() throws Exception {
        try (var sender = connect()) {
            var out = sender.getOutputStream();
            out.write(0x0B);
            out.write(order("NG", CtSlice.ofNewStudy()).getBytes(StandardCharsets.UTF_8));
            out.write("x".repeat(MllpFrames.MAX_FRAME_BYTES).getBytes(StandardCharsets.UTF_8));
            out.flush();

            assertThat(cutOff(sender)).isEmpty();
        }
        assertThat(tell(order("NG", CtSlice.ofNewStudy()))).contains("\rMSA|AA|");
    }

    @Test
    void whoSpeaksAnotherProtocolIsCutOffUnanswered() throws Exception {
        try (var browser = connect()) {
            browser.getOutputStream()
                    .write("GET /api/studies HTTP/1.1\r\nHost: dayside\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            assertThat(cutOff(browser)).isEmpty();
        }
    }

    /** What came until the other side closed. A reset is a close as well: it had more to read than it wanted to. */
    private static byte[] cutOff(Socket socket) throws IOException {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (SocketException _) {
            return new byte[0];
        }
    }

    // Completeness

    @Test
    void aStudyIsCompleteAfterTheQuietTimeAndAgainAfterALateImage() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var study = study(NORTHGATE, slice);
        send("NG_CT1", NORTHGATE, slice);
        send("NG_CT1", NORTHGATE, slice.sibling(2));
        var lastReceived = held(NORTHGATE, slice).orElseThrow().lastReceived();

        var first = announcements.awaitCompletionOf(study);
        assertThat(first.round()).isEqualTo(1);
        assertThat(first.at()).isAfterOrEqualTo(lastReceived.plus(QUIET_AT_NORTHGATE));
        assertThat(stateOf(NORTHGATE, slice)).isEqualTo("COMPLETE");

        send("NG_CT1", NORTHGATE, slice.sibling(3));
        assertThat(stateOf(NORTHGATE, slice)).isEqualTo("RECEIVING");
        var second = announcements.awaitCompletionOf(study);
        assertThat(second.round()).isEqualTo(2);
        assertThat(trailed(NORTHGATE, AuditAction.STUDY_COMPLETED, "study:" + slice.studyUid()))
                .isEqualTo(2);
        assertThat(trailed(NORTHGATE, AuditAction.STUDY_REOPENED, "study:" + slice.studyUid()))
                .isEqualTo(1);
    }

    @Test
    void aStudyIsCompleteAtOnceWhenTheExpectedCountIsThere() throws Exception {
        var slice = CtSlice.ofNewStudy();
        tell(order("HC", slice) + "OBX|1|NM|NumberOfStudyRelatedInstances||2\r");
        send("HC_CT1", HARBOUR, slice);
        assertThat(stateOf(HARBOUR, slice)).isEqualTo("RECEIVING");

        send("HC_CT1", HARBOUR, slice.sibling(2));

        assertThat(announcements.awaitCompletionOf(study(HARBOUR, slice)).round())
                .isEqualTo(1);
    }

    // The border between hospitals

    @Test
    void anObjectOfOneHospitalIsNeverSeenThroughAnother() throws Exception {
        var slice = CtSlice.ofNewStudy();
        send("NG_CT1", NORTHGATE, slice);
        send("NG_CT1", NORTHGATE, slice.withNumber(99));
        tell(order("NG", slice));
        var cursor = "northgate/" + slice.studyUid();

        assertThat(page(NORTHGATE)).as("its own people see it").anyMatch(row -> isOf(slice, row));
        assertThat(quarantine(NORTHGATE)).contains(slice.sopUid());
        assertThat(as(NORTHGATE, () -> ordersPage.find("northgate", slice.accession()))
                        .accessionNumber())
                .isEqualTo(slice.accession());

        assertThat(page(HARBOUR)).noneMatch(row -> isOf(slice, row));
        assertThat(quarantine(HARBOUR)).doesNotContain(slice.sopUid());
        assertThat(statusOf(() -> studiesPage.studies(cursor, 10))).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(statusOf(() -> ordersPage.find("northgate", slice.accession())))
                .isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(statusOf(() -> ordersPage.find("harbour", slice.accession())))
                .isEqualTo(HttpStatus.NOT_FOUND);
        within(HARBOUR, () -> {
            assertThat(archive.study(study(NORTHGATE, slice))).isEmpty();
            assertThat(archive.instances(study(NORTHGATE, slice))).isEmpty();
            assertThat(studies.instance(NORTHGATE, slice.sopUid())).isEmpty();
            assertThat(orders.byAccession(NORTHGATE, slice.accession())).isEmpty();
            return assertThatThrownBy(() -> archive.open(NORTHGATE, slice.sopUid()))
                    .isInstanceOf(NoSuchFileException.class);
        });
    }

    @Test
    void theSameUidsAtAnotherHospitalAreAnotherStudy() throws Exception {
        var slice = CtSlice.ofNewStudy();
        send("NG_CT1", NORTHGATE, slice);

        assertThat(send("HC_CT1", HARBOUR, slice.withPatient("P-9"))).isEqualTo(StoreResponse.SUCCESS);

        assertThat(held(NORTHGATE, slice).orElseThrow().patientId()).isEqualTo("P-1");
        assertThat(held(HARBOUR, slice).orElseThrow().patientId()).isEqualTo("P-9");
    }

    private static boolean isOf(CtSlice slice, StudiesController.StudyView row) {
        return row.tenant().equals("northgate") || row.studyInstanceUid().equals(slice.studyUid());
    }

    private HttpStatus statusOf(Supplier<?> call) {
        var refused = catchThrowableOfType(ResponseStatusException.class, () -> as(HARBOUR, call));
        return HttpStatus.valueOf(refused.getStatusCode().value());
    }

    /** Such messages reach the log, and the database knows the row that it refuses. */
    @Test
    void whatTheDatabaseSaysOfAFailureQuotesNoPatient() {
        var failure = catchThrowableOfType(
                DataIntegrityViolationException.class,
                () -> within(
                        NORTHGATE,
                        () -> transaction.execute(_ -> jdbc.sql("""
                                insert into imaging_order (tenant_id, patient_id, patient_name)
                                values ('northgate', :patient, :name)""")
                                .param("patient", "P-1")
                                .param("name", "Roe^Jane")
                                .update())));

        assertThat(failure.getMessage()).contains("null value").doesNotContain(PATIENT);
        assertThat(NestedExceptionUtils.getMostSpecificCause(failure).getMessage())
                .doesNotContain(PATIENT);
    }

    // What senders do

    private DimseClient call(String callingAet, String calledAet) throws IOException {
        var address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), dicom.ports().getFirst());
        return DimseClient.connect(address, callingAet, calledAet, CT, PATIENCE);
    }

    private StoreResponse send(String callingAet, TenantId to, CtSlice slice) throws IOException {
        try (var sender = call(callingAet, to.code().toUpperCase(Locale.ROOT))) {
            var response = store(sender, slice.sopUid(), slice.encoded());
            sender.release();
            return response;
        }
    }

    private static StoreResponse store(DimseClient sender, String sopUid, byte[] dataset) throws IOException {
        return sender.store(UID.CTImageStorage, sopUid, UID.ExplicitVRLittleEndian, dataset);
    }

    private static String order(String prefix, CtSlice slice) {
        return order(prefix, "ORM^O01", "OBR|1|PL-1||CTHEAD^CT head||||||||||||||%s|||||||||^^^^^S", slice);
    }

    /** @param request segments with {@code %s} where the accession number belongs */
    private static String order(String prefix, String type, String request, CtSlice slice) {
        return "MSH|^~\\&|%s_RIS|MAIN|PACS|DAYSIDE|20261124081500||%s|%s|P|2.5\r"
                        .formatted(prefix, type, "C" + slice.accession())
                + "PID|1||%s^^^%s^MR||Roe^Jane||19700131|F\r".formatted(slice.patientId(), prefix)
                + "ORC|NW|PL-1\r"
                + request.formatted(slice.accession())
                + "\r";
    }

    private Socket connect() throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), hl7.port());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    /** Sends one message and closes that direction; what comes back must be one frame. */
    private String tell(String message) throws IOException {
        try (var sender = connect()) {
            var frame = new ByteArrayOutputStream();
            frame.write(0x0B);
            frame.writeBytes(message.getBytes(StandardCharsets.UTF_8));
            frame.write(0x1C);
            frame.write(0x0D);
            frame.writeTo(sender.getOutputStream());
            sender.shutdownOutput();
            var answer = new String(sender.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("\u000B").endsWith("\u001C\r");
            return answer.substring(1, answer.length() - 2);
        }
    }

    // What hospitals see

    private static StudyRef study(TenantId tenant, CtSlice slice) {
        return new StudyRef(tenant, slice.studyUid());
    }

    private Optional<ArchivedStudy> held(TenantId tenant, CtSlice slice) {
        return within(tenant, () -> archive.study(study(tenant, slice)));
    }

    private Optional<Order> orderOf(TenantId tenant, CtSlice slice) {
        return within(tenant, () -> orders.of(study(tenant, slice)));
    }

    private List<ArchivedStudy> listed(TenantId tenant) {
        return within(tenant, () -> studies.newest(null, 1000));
    }

    private void assertNowhere(CtSlice slice) {
        assertThat(held(NORTHGATE, slice)).isEmpty();
        assertThat(within(NORTHGATE, () -> studies.instance(NORTHGATE, slice.sopUid())))
                .isEmpty();
        assertThat(quarantine(NORTHGATE)).doesNotContain(slice.sopUid());
        assertThat(announcements.stored).noneMatch(event -> event.study().equals(study(NORTHGATE, slice)));
    }

    @Test
    void web06AStudyIsDeletedByItsCoordinatorOnlyWhenNothingKeepsIt() throws Exception {
        var slice = CtSlice.ofNewStudy();
        send("NG_CT1", NORTHGATE, slice);
        var uid = slice.studyUid();
        assertThat(statusOf(NORTHGATE, () -> retentionPage.delete("northgate", uid, uid, "sent by mistake")))
                .as("still arriving")
                .isEqualTo(HttpStatus.CONFLICT);
        announcements.awaitCompletionOf(study(NORTHGATE, slice));

        assertThat(statusOf(HARBOUR, () -> retentionPage.delete("northgate", uid, uid, "mischief")))
                .isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(statusOf(HARBOUR, () -> retentionPage.delete("harbour", uid, uid, "mischief")))
                .isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(statusOf(NORTHGATE, () -> retentionPage.delete("northgate", uid, "1.2.3", "typing")))
                .isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(statusOf(NORTHGATE, () -> retentionPage.delete("northgate", uid, uid, " ")))
                .isEqualTo(HttpStatus.BAD_REQUEST);

        acting(() -> retentionPage.hold("northgate", uid, new StudyRetentionController.Reason("court order")));
        assertThat(statusOf(NORTHGATE, () -> retentionPage.delete("northgate", uid, uid, "sent by mistake")))
                .as("on legal hold")
                .isEqualTo(HttpStatus.CONFLICT);
        assertThat(held(NORTHGATE, slice)).isPresent();

        acting(() -> retentionPage.lift("northgate", uid, "case closed"));
        acting(() -> retentionPage.delete("northgate", uid, uid, "sent by mistake"));
        assertThat(held(NORTHGATE, slice)).isEmpty();
        assertThat(as(NORTHGATE, () -> retentionPage.standing("northgate", uid)).deletions())
                .singleElement()
                .satisfies(proof -> assertThat(proof.instances()).isEqualTo(1));
        assertThat(trailed(NORTHGATE, AuditAction.STUDY_DELETED, "study:" + uid))
                .isEqualTo(1);
    }

    /** Privileged as a specialist at one hospital, coordinator of another. */
    @Test
    void aCoordinatorElsewhereDecidesNothingHere() throws Exception {
        var slice = CtSlice.ofNewStudy();
        send("NG_CT1", NORTHGATE, slice);
        announcements.awaitCompletionOf(study(NORTHGATE, slice));
        var both = new Caller(
                "subject",
                "both",
                "Both",
                Set.of(Role.COORDINATOR, Role.SPECIALIST),
                Set.of(NORTHGATE, HARBOUR),
                Map.of(Role.COORDINATOR, Set.of(HARBOUR)));
        var uid = slice.studyUid();

        for (Supplier<?> call : List.<Supplier<?>>of(
                () -> retentionPage.delete("northgate", uid, uid, "mischief"),
                () -> retentionPage.standing("northgate", uid),
                () -> ordersPage.find("northgate", slice.accession()))) {
            assertThat(catchThrowableOfType(ResponseStatusException.class, () -> telephone.as(both, () -> call.get()))
                            .getStatusCode())
                    .isEqualTo(HttpStatus.NOT_FOUND);
        }
        assertThat(telephone.as(both, () -> studiesPage.studies(null, 200)).studies())
                .noneMatch(row -> isOf(slice, row));
        assertThat(held(NORTHGATE, slice)).isPresent();
    }

    private void acting(Runnable work) {
        as(NORTHGATE, () -> {
            Actor.run(Actor.user("subject", "Coordinator"), work);
            return true;
        });
    }

    private HttpStatusCode statusOf(TenantId tenant, Supplier<?> call) {
        return catchThrowableOfType(
                        ResponseStatusException.class,
                        () -> as(tenant, () -> Actor.call(Actor.user("subject", "Coordinator"), call::get)))
                .getStatusCode();
    }

    private List<StudiesController.StudyView> page(TenantId tenant) {
        return as(tenant, () -> studiesPage.studies(null, 200)).studies();
    }

    private List<String> quarantine(TenantId tenant) {
        return as(tenant, studiesPage::quarantine).stream()
                .map(kept -> kept.sopInstanceUid())
                .toList();
    }

    private @Nullable String stateOf(TenantId tenant, CtSlice slice) {
        return page(tenant).stream()
                .filter(row -> row.studyInstanceUid().equals(slice.studyUid()))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private <T> T as(TenantId tenant, Supplier<T> call) {
        var coordinator =
                new Caller("subject", "coord." + tenant, "Coordinator", Set.of(Role.COORDINATOR), Set.of(tenant));
        return telephone.as(coordinator, call);
    }

    private static <T, X extends Throwable> T within(TenantId tenant, ScopedValue.CallableOp<T, X> work) throws X {
        return TenantScope.call(tenant, work);
    }

    // Decisions about what was set aside

    @Test
    void aCoordinatorDecidesOnceAboutWhatWasSetAside() throws Exception {
        var slice = CtSlice.ofNewStudy();
        send("NG_CT1", NORTHGATE, slice);
        send("NG_CT1", NORTHGATE, slice.withNumber(99));
        var kept = setAside(slice);

        assertThat(as(NORTHGATE, () -> compared(kept)).setAside().instanceNumber())
                .isEqualTo(99);
        as(NORTHGATE, () -> decided(kept, Choice.REPLACE, null));

        assertThat(quarantine(NORTHGATE)).doesNotContain(slice.sopUid());
        assertThat(within(NORTHGATE, () -> studies.instance(NORTHGATE, slice.sopUid()))
                        .orElseThrow()
                        .instanceNumber())
                .isEqualTo(99);
        assertThat(trailed(NORTHGATE, AuditAction.QUARANTINE_DECIDED, "instance:" + slice.sopUid()))
                .isEqualTo(1);
        assertThat(statusOf(() -> as(NORTHGATE, () -> decided(kept, Choice.REJECT, null))))
                .isEqualTo(HttpStatus.CONFLICT);
    }

    @Test
    void nobodyElseDecides() throws Exception {
        var slice = CtSlice.ofNewStudy();
        send("NG_CT1", NORTHGATE, slice);
        send("NG_CT1", NORTHGATE, slice.withNumber(99));
        var kept = setAside(slice);

        assertThat(statusOf(() -> as(HARBOUR, () -> decided(kept, Choice.REJECT, null))))
                .as("another hospital's coordinator")
                .isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(statusOf(() -> as(HARBOUR, () -> compared(kept)))).isEqualTo(HttpStatus.NOT_FOUND);
        var viewer = new Caller("subject", "viewer", "Viewer", Set.of(Role.VIEWER), Set.of(NORTHGATE));
        assertThat(statusOf(() -> telephone.as(viewer, () -> decided(kept, Choice.REJECT, null))))
                .as("who may only look")
                .isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(quarantine(NORTHGATE)).contains(slice.sopUid());
    }

    @Test
    void acceptingAsksWhyTheTwoAreOnePerson() throws Exception {
        var slice = CtSlice.ofNewStudy();
        send("NG_CT1", NORTHGATE, slice);
        var typo = slice.sibling(2).withPatient("P-12");
        send("NG_CT1", NORTHGATE, typo);
        var kept = setAside(typo);

        assertThat(statusOf(() -> as(NORTHGATE, () -> decided(kept, Choice.ACCEPT, null))))
                .isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(statusOf(() -> as(NORTHGATE, () -> decided(kept, null, null))))
                .isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(statusOf(() -> as(NORTHGATE, () -> decided(kept, Choice.REPLACE, null))))
                .isEqualTo(HttpStatus.CONFLICT);

        as(NORTHGATE, () -> decided(kept, Choice.ACCEPT, SamePatient.IDENTIFIER_MISTYPED));
        assertThat(held(NORTHGATE, slice).orElseThrow().instances()).isEqualTo(2);
        assertThat(held(NORTHGATE, slice).orElseThrow().patientId()).isEqualTo("P-1");
    }

    @Test
    void theSameIsDecidedAboutAllOfAStudyAtOnce() throws Exception {
        var first = CtSlice.ofNewStudy();
        var second = first.sibling(2);
        send("NG_CT1", NORTHGATE, first);
        send("NG_CT1", NORTHGATE, second);
        send("NG_CT1", NORTHGATE, first.withNumber(98));
        var older = setAside(first);
        send("NG_CT1", NORTHGATE, first.withNumber(99));
        send("NG_CT1", NORTHGATE, second.withNumber(97));
        var ofAnother = first.sibling(3).withPatient("P-12");
        send("NG_CT1", NORTHGATE, ofAnother);
        var kept = setAside(first);
        var keptToo = setAside(second);

        assertThat(as(NORTHGATE, () -> alike(kept))).containsExactly(kept, keptToo);
        assertThat(as(NORTHGATE, () -> alike(older)))
                .as("what did not come last is decided about alone")
                .containsExactly(older);
        assertThat(as(NORTHGATE, () -> decidedAlike(kept, Choice.ACCEPT, SamePatient.IDENTIFIER_MISTYPED)))
                .extracting(ObjectOutcome::became)
                .containsExactly(Became.IMPOSSIBLE, Became.IMPOSSIBLE);
        assertThat(as(NORTHGATE, studiesPage::quarantine)).contains(kept, keptToo, older);

        assertThat(as(NORTHGATE, () -> decidedAlike(kept, Choice.REPLACE, null)))
                .containsExactly(
                        new ObjectOutcome(kept.sopInstanceUid(), kept.sha256(), Became.DECIDED, ""),
                        new ObjectOutcome(keptToo.sopInstanceUid(), keptToo.sha256(), Became.DECIDED, ""));

        assertThat(as(NORTHGATE, studiesPage::quarantine))
                .contains(older, setAside(ofAnother))
                .doesNotContain(kept, keptToo);
        for (var replaced : List.of(first, second)) {
            assertThat(within(NORTHGATE, () -> studies.instance(NORTHGATE, replaced.sopUid()))
                            .orElseThrow()
                            .instanceNumber())
                    .isEqualTo(replaced.equals(first) ? 99 : 97);
            assertThat(trailed(NORTHGATE, AuditAction.QUARANTINE_DECIDED, "instance:" + replaced.sopUid()))
                    .isEqualTo(1);
        }
        assertThat(statusOf(() -> as(NORTHGATE, () -> decidedAlike(kept, Choice.REJECT, null))))
                .as("decided before")
                .isEqualTo(HttpStatus.NOT_FOUND);
    }

    @Test
    void nobodyElseDecidesAboutAllOfAStudy() throws Exception {
        var slice = CtSlice.ofNewStudy();
        send("NG_CT1", NORTHGATE, slice);
        send("NG_CT1", NORTHGATE, slice.withNumber(99));
        var kept = setAside(slice);

        assertThat(statusOf(() -> as(HARBOUR, () -> decidedAlike(kept, Choice.REJECT, null))))
                .as("another hospital's coordinator")
                .isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(statusOf(() -> as(HARBOUR, () -> alike(kept)))).isEqualTo(HttpStatus.NOT_FOUND);
        var viewer = new Caller("subject", "viewer", "Viewer", Set.of(Role.VIEWER), Set.of(NORTHGATE));
        assertThat(statusOf(() -> telephone.as(viewer, () -> decidedAlike(kept, Choice.REJECT, null))))
                .as("who may only look")
                .isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(statusOf(() -> as(NORTHGATE, () -> decidedAlike(kept, Choice.ACCEPT, null))))
                .isEqualTo(HttpStatus.BAD_REQUEST);
        assertThat(quarantine(NORTHGATE)).contains(slice.sopUid());
    }

    private List<QuarantinedInstance> alike(QuarantinedInstance kept) {
        return quarantinePage.alike(kept.study().tenant().code(), kept.sopInstanceUid(), kept.sha256());
    }

    private List<ObjectOutcome> decidedAlike(
            QuarantinedInstance kept, Choice choice, @Nullable SamePatient samePatient) {
        var request = new QuarantineController.Request(choice, samePatient);
        return quarantinePage.decideAlike(kept.study().tenant().code(), kept.sopInstanceUid(), kept.sha256(), request);
    }

    private QuarantinedInstance setAside(CtSlice slice) {
        return as(NORTHGATE, studiesPage::quarantine).stream()
                .filter(kept -> kept.sopInstanceUid().equals(slice.sopUid()))
                .findFirst()
                .orElseThrow();
    }

    private Comparison compared(QuarantinedInstance kept) {
        try {
            return quarantinePage.compare(kept.study().tenant().code(), kept.sopInstanceUid(), kept.sha256());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean decided(QuarantinedInstance kept, @Nullable Choice choice, @Nullable SamePatient samePatient) {
        try {
            var request = new QuarantineController.Request(choice, samePatient);
            quarantinePage.decide(kept.study().tenant().code(), kept.sopInstanceUid(), kept.sha256(), request);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Set<Path> objects() throws IOException {
        if (!Files.isDirectory(dataDirectory)) {
            return Set.of();
        }
        try (var files = Files.walk(dataDirectory)) {
            return files.filter(Files::isRegularFile).collect(Collectors.toSet());
        }
    }

    private int trailed(TenantId tenant, AuditAction action, String object) {
        return within(
                tenant,
                () -> Objects.requireNonNull(transaction.execute(_ -> jdbc.sql("""
                        select count(*) from audit_event
                        where tenant_id = :tenant and action = :action and object = :object""")
                        .param("tenant", tenant.code())
                        .param("action", action.name())
                        .param("object", object)
                        .query(Integer.class)
                        .single())));
    }
}
