package io.dayside.archive;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.archive.Quarantine.Decision;
import io.dayside.archive.Quarantine.Obstacle;
import io.dayside.archive.Quarantine.Outcome;
import io.dayside.archive.Quarantine.SamePatient;
import io.dayside.audit.Actor;
import io.dayside.dicom.data.DicomFile;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.UIDs;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.CtSlice;
import io.dayside.testing.FixedHospitals;
import io.dayside.testing.TestServices;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Decisions about what was kept aside, on a real PostgreSQL and a real folder. */
@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES, verifyAutomatically = false)
@Import(QuarantineTests.Parts.class)
@Timeout(300)
class QuarantineTests {

    private static final Actor COORDINATOR = Actor.user("subject-1", "Ada Coordinator");

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        @Primary
        Tenants fixedTenants() {
            return new FixedHospitals(Duration.ofSeconds(5));
        }

        @Bean
        Guard guard() {
            return new Guard();
        }

        @Bean
        Heard heard() {
            return new Heard();
        }
    }

    static class Guard implements ReplacementGuard {

        private volatile @Nullable String objection;

        @Override
        public Optional<String> objectionToReplacing(StudyRef study) {
            return Optional.ofNullable(objection);
        }
    }

    static class Heard {

        private final List<Object> events = Collections.synchronizedList(new ArrayList<>());

        @EventListener({InstancesStored.class, InstanceReplaced.class})
        void on(Object event) {
            events.add(event);
        }
    }

    @Autowired
    private Archive archive;

    @Autowired
    private Studies studies;

    @Autowired
    private Quarantine quarantine;

    @Autowired
    private ObjectStore objects;

    @Autowired
    private TailIndexer tails;

    @Autowired
    private Retention retention;

    @Autowired
    private SegmentLogs logs;

    @Autowired
    private Guard guard;

    @Autowired
    private Heard heard;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Value("${dayside.data-dir}")
    private Path dataDirectory;

    @AfterEach
    void nobodyObjects() {
        guard.objection = null;
    }

    @Test
    void whatIsRejectedLeavesTheListAndItsBytesStay() throws Exception {
        var slice = stored();
        var other = setAside(slice.withNumber(99));

        assertThat(decide(other, new Decision.Reject())).isEqualTo(new Outcome.Decided());

        assertThat(waiting(slice)).isEmpty();
        assertThat(instanceNumbers(slice)).containsExactly(1);
        assertThat(row(
                        "select decision || ' by ' || decided_by from quarantined_instance where sop_instance_uid = :sop",
                        slice))
                .isEqualTo("REJECTED by Ada Coordinator");
        assertThat(store(slice.withNumber(99))).as("sent again").isInstanceOf(StoreOutcome.Quarantined.class);
        assertThat(waiting(slice)).as("it does not come back").isEmpty();
    }

    @Test
    void whatReplacesBecomesTheInstanceAndTheFormerOneIsKeptAside() throws Exception {
        var slice = stored();
        var other = setAside(slice.withNumber(99));
        heard.events.clear();

        assertThat(decide(other, new Decision.Replace())).isEqualTo(new Outcome.Decided());

        assertThat(waiting(slice)).isEmpty();
        assertThat(instanceNumbers(slice)).containsExactly(99);
        assertThat(numberOfObject(slice)).isEqualTo("99");
        assertThat(row("select decision from quarantined_instance where sop_instance_uid = :sop", slice))
                .isEqualTo("SUPERSEDED");
        assertThat(heard.events)
                .anyMatch(InstancesStored.class::isInstance)
                .contains(new InstanceReplaced(ref(slice), slice.sopUid()));
        assertThat(store(slice.withNumber(99))).isInstanceOf(StoreOutcome.AlreadyHeld.class);
        assertThat(store(slice)).as("the former one, sent again").isInstanceOf(StoreOutcome.Quarantined.class);
        assertThat(waiting(slice)).isEmpty();
    }

    @Test
    void whatWasFetchedForComparisonGivesWayToWhatIsThenSentInOtherBytes() throws Exception {
        var slice = fetched(CtSlice.ofNewStudy());
        var other = fetched(slice.sibling(2));
        heard.events.clear();

        assertThat(store(slice.withNumber(99))).isInstanceOf(StoreOutcome.Stored.class);

        assertThat(instanceNumbers(slice)).containsExactly(2, 99);
        assertThat(numberOfObject(slice)).isEqualTo("99");
        assertThat(waiting(slice)).as("nobody has to decide").isEmpty();
        assertThat(row(
                        "select decision || ' by ' || decided_by from quarantined_instance where sop_instance_uid = :sop",
                        slice))
                .isEqualTo("SUPERSEDED by archive");
        var study = within(NORTHGATE, () -> archive.study(ref(slice))).orElseThrow();
        assertThat(study.sender()).as("it is to be read").isEqualTo("NG_CT1");
        assertThat(heard.events)
                .anyMatch(event -> event instanceof InstancesStored stored && !stored.asPriors())
                .contains(new InstanceReplaced(ref(slice), slice.sopUid()));
        assertThat(audited(slice)).hasSize(1);
        assertThat(store(other.withNumber(98))).as("also the second").isInstanceOf(StoreOutcome.Stored.class);
        assertThat(store(slice.withNumber(97))).as("what was sent").isInstanceOf(StoreOutcome.Quarantined.class);
        for (var segment : objects.files().segments(NORTHGATE)) {
            tails.index(NORTHGATE, segment, 0);
        }
        assertThat(instanceNumbers(slice)).as("indexed again after a crash").containsExactly(98, 99);
    }

    @Test
    void whatWasFetchedStaysWhereTheStudyIsOnHoldOrAnotherPatientOrSeriesIsSent() throws Exception {
        var onHold = fetched(CtSlice.ofNewStudy());
        within(
                NORTHGATE,
                () -> Actor.call(COORDINATOR, () -> {
                    retention.placeHold(ref(onHold), "court order");
                    return true;
                }));
        var slice = fetched(CtSlice.ofNewStudy());
        var elsewhere = new CtSlice(slice.studyUid(), UIDs.random(), slice.sopUid(), "P-1", slice.accession(), 5, 0);

        for (var sent : List.of(onHold.withNumber(99), slice.withNumber(99).withPatient("P-2"), elsewhere)) {
            assertThat(store(sent)).isInstanceOf(StoreOutcome.Quarantined.class);
        }
        assertThat(store(fetchedAgain(slice))).as("fetched once more").isInstanceOf(StoreOutcome.Quarantined.class);

        assertThat(instanceNumbers(onHold)).containsExactly(1);
        assertThat(instanceNumbers(slice)).containsExactly(1);
    }

    /** The first instance of the study was sent and its case is open; what others were fetched as is on the screen. */
    @Test
    void whatWasFetchedStaysWhereTheStudyIsBeingRead() throws Exception {
        var first = fetched(CtSlice.ofNewStudy());
        var second = fetched(first.sibling(2));
        assertThat(store(first.withNumber(99))).isInstanceOf(StoreOutcome.Stored.class);
        guard.objection = "A specialist is reading this study.";

        assertThat(store(second.withNumber(98)))
                .isEqualTo(new StoreOutcome.Quarantined(StoreOutcome.Reason.OTHER_CONTENT_UNDER_SAME_UID));

        assertThat(instanceNumbers(first)).containsExactly(2, 99);
        assertThat(waiting(second)).as("for a coordinator").hasSize(1);
    }

    private CtSlice fetched(CtSlice slice) throws IOException {
        assertThat(store(asPrior(slice))).isInstanceOf(StoreOutcome.Stored.class);
        return slice;
    }

    private static ReceivedInstance fetchedAgain(CtSlice slice) {
        return asPrior(slice.withNumber(98));
    }

    private static ReceivedInstance asPrior(CtSlice slice) {
        var sent = slice.offeredTo(NORTHGATE);
        return new ReceivedInstance(
                NORTHGATE,
                sent.facility(),
                ReceivedInstance.PRIOR_SENDER,
                sent.sopClassUid(),
                sent.sopInstanceUid(),
                sent.transferSyntaxUid(),
                sent.dataset());
    }

    @Test
    void whatTheSegmentsSayAgainUndoesNoDecision() throws Exception {
        var replaced = stored();
        decide(setAside(replaced.withNumber(99)), new Decision.Replace());
        var joined = stored();
        decide(setAside(joined.sibling(2).withPatient("P-2")), accept());
        var rejected = stored();
        decide(setAside(rejected.withNumber(98)), new Decision.Reject());

        for (var segment : objects.files().segments(NORTHGATE)) {
            tails.index(NORTHGATE, segment, 0);
        }

        assertThat(instanceNumbers(replaced)).containsExactly(99);
        assertThat(numberOfObject(replaced)).isEqualTo("99");
        assertThat(instanceNumbers(joined)).containsExactly(1, 2);
        for (var slice : List.of(replaced, joined, rejected)) {
            assertThat(waiting(slice)).isEmpty();
        }
    }

    @Test
    void whatIsAcceptedJoinsTheStudyWhosePatientStays() throws Exception {
        var slice = stored();
        var typo = setAside(slice.sibling(2).withPatient("P-12"));

        assertThat(decide(typo, accept())).isEqualTo(new Outcome.Decided());

        assertThat(instanceNumbers(slice)).containsExactly(1, 2);
        assertThat(within(
                        NORTHGATE, () -> archive.study(ref(slice)).orElseThrow().patientId()))
                .isEqualTo("P-1");
        assertThat(waiting(slice)).isEmpty();
    }

    @Test
    void aSeriesThatOnlyTheFormerObjectHadIsGone() throws Exception {
        var slice = stored();
        var elsewhere = new CtSlice(
                slice.studyUid(), UIDs.random(), slice.sopUid(), slice.patientId(), slice.accession(), 5, 0);
        decide(setAside(elsewhere), new Decision.Replace());

        var study = within(NORTHGATE, () -> archive.study(ref(slice))).orElseThrow();
        assertThat(study.series()).isEqualTo(1);
        assertThat(within(NORTHGATE, () -> archive.instances(ref(slice)))
                        .getFirst()
                        .seriesInstanceUid())
                .isEqualTo(elsewhere.seriesUid());
    }

    @Test
    void nothingIsReplacedWhereARoomObjects() throws Exception {
        var slice = stored();
        var other = setAside(slice.withNumber(99));
        guard.objection = "This study has been reported.";

        assertThat(decide(other, new Decision.Replace()))
                .isEqualTo(new Outcome.Impossible(Obstacle.STUDY_GUARDED, "This study has been reported."));

        assertThat(instanceNumbers(slice)).containsExactly(1);
        assertThat(waiting(slice)).hasSize(1);
        assertThat(decide(other, new Decision.Reject())).isEqualTo(new Outcome.Decided());
    }

    @Test
    void nothingIsReplacedInAStudyOnLegalHold() throws Exception {
        var slice = stored();
        var other = setAside(slice.withNumber(99));
        within(
                NORTHGATE,
                () -> Actor.call(COORDINATOR, () -> {
                    retention.placeHold(ref(slice), "court order");
                    return true;
                }));

        assertThat(decide(other, new Decision.Replace()))
                .isEqualTo(new Outcome.Impossible(Obstacle.STUDY_GUARDED, "This study is on legal hold."));
        assertThat(instanceNumbers(slice)).containsExactly(1);
    }

    @Test
    void anInstanceOfAnotherStudyOrPatientIsNeverReplaced() throws Exception {
        var slice = stored();
        var otherStudy = setAside(new CtSlice(UIDs.random(), UIDs.random(), slice.sopUid(), "P-1", "", 1, 0));
        assertThat(decide(otherStudy, new Decision.Replace())).isEqualTo(impossible(Obstacle.STUDY_NOT_HELD));

        store(slice.sibling(2));
        var sibling = slice.sibling(3);
        store(sibling);
        var studyOfBoth = stored();
        while (logs.of(NORTHGATE).isUnindexed(sibling.sopUid())) {
            // Until then the UID is known to be taken without asking for its row.
            Thread.onSpinWait();
        }
        var strayed = new CtSlice(studyOfBoth.studyUid(), studyOfBoth.seriesUid(), sibling.sopUid(), "P-1", "", 4, 0);
        assertThat(store(strayed))
                .as("only its row shows that the UID is taken, in another study")
                .isEqualTo(new StoreOutcome.Stored(ref(strayed), strayed.sopUid()));
        var acrossStudies = waiting(strayed).getFirst().id();
        assertThat(decide(acrossStudies, new Decision.Replace()))
                .isEqualTo(impossible(Obstacle.INSTANCE_OF_OTHER_STUDY));
        assertThat(instanceNumbers(slice)).containsExactly(1, 2, 3);
    }

    @Test
    void aDecisionMustFitTheReason() throws Exception {
        var slice = stored();
        var otherContent = setAside(slice.withNumber(99));
        var otherPatient = setAside(slice.sibling(2).withPatient("P-2"));

        assertThat(decide(otherContent, accept())).isEqualTo(impossible(Obstacle.DECISION_DOES_NOT_FIT));
        assertThat(decide(otherPatient, new Decision.Replace())).isEqualTo(impossible(Obstacle.DECISION_DOES_NOT_FIT));
        assertThat(waiting(slice)).hasSize(2);
    }

    @Test
    void aUidTakenMeanwhileIsNotOverwritten() throws Exception {
        var slice = stored();
        var intruder = slice.sibling(2).withPatient("P-2");
        var kept = setAside(intruder);
        store(intruder.withPatient("P-1"));

        assertThat(decide(kept, accept())).isEqualTo(impossible(Obstacle.UID_TAKEN));
        assertThat(instanceNumbers(slice)).containsExactly(1, 2);
    }

    @Test
    void anObjectThatCannotBeReadIsNotDecidedAbout() throws Exception {
        var slice = stored();
        var other = setAside(slice.withNumber(99));
        var segments = dataDirectory.resolve("objects/northgate/segments");
        var elsewhere = dataDirectory.resolve("elsewhere");
        Files.move(segments, elsewhere);
        try {
            assertThatThrownBy(() -> decide(other, new Decision.Replace())).isInstanceOf(IOException.class);
        } finally {
            Files.move(elsewhere, segments);
        }
        assertThat(waiting(slice)).hasSize(1);
        assertThat(decide(other, new Decision.Replace())).isEqualTo(new Outcome.Decided());
    }

    @Test
    void ofTwoWhoDecideAtOnceOneDecides() throws Exception {
        for (int round = 0; round < 5; round++) {
            var slice = stored();
            var other = setAside(slice.withNumber(99));
            var outcomes = atOnce(List.of(
                    () -> decide(other, new Decision.Replace()),
                    () -> decide(other, new Decision.Reject()),
                    () -> decide(other, new Decision.Replace()),
                    () -> decide(other, new Decision.Reject())));

            assertThat(outcomes).containsOnlyOnce(new Outcome.Decided());
            assertThat(outcomes.stream().filter(Outcome.AlreadyDecided.class::isInstance))
                    .hasSize(3);
            assertThat(audited(slice)).hasSize(1);
            assertThat(instanceNumbers(slice)).hasSize(1);
        }
    }

    @Test
    void aDecisionStandsInTheTrailWithWhoMadeIt() throws Exception {
        var slice = stored();
        decide(setAside(slice.withNumber(99)), new Decision.Replace());
        assertThat(audited(slice))
                .singleElement()
                .asString()
                .startsWith("Ada Coordinator")
                .contains("REPLACE");

        var joining = slice.sibling(2).withPatient("P-2");
        decide(setAside(joining), accept());
        assertThat(audited(joining))
                .singleElement()
                .asString()
                .contains("ACCEPT")
                .contains("IDENTIFIER_MISTYPED");
    }

    @Test
    void anotherHospitalSeesAndDecidesNothing() throws Exception {
        var slice = stored();
        var other = setAside(slice.withNumber(99));

        for (var decision : List.of(new Decision.Reject(), new Decision.Replace(), accept())) {
            assertThat(within(HARBOUR, () -> quarantine.decide(other, decision, COORDINATOR)))
                    .isEqualTo(new Outcome.Unknown());
        }
        assertThat(within(HARBOUR, () -> quarantine.compare(other))).isEmpty();
        assertThat(within(HARBOUR, () -> studies.quarantined(1000)))
                .noneMatch(held -> held.study().tenant().equals(NORTHGATE));
        assertThat(waiting(slice)).hasSize(1);
    }

    @Test
    void bothObjectsAreToldApartByTheirAttributes() throws Exception {
        var slice = stored();
        var comparison = within(NORTHGATE, () -> quarantine.compare(setAside(slice.withNumber(99))))
                .orElseThrow();
        assertThat(comparison.setAside().instanceNumber()).isEqualTo(99);
        var held = Objects.requireNonNull(comparison.held());
        assertThat(held.instanceNumber()).isEqualTo(1);
        assertThat(held.patientName()).isEqualTo("Phantom^Test");

        var ofStudy = within(
                        NORTHGATE,
                        () -> quarantine.compare(setAside(slice.sibling(2).withPatient("P-2"))))
                .orElseThrow();
        assertThat(ofStudy.setAside().patientId()).isEqualTo("P-2");
        var study = Objects.requireNonNull(ofStudy.held());
        assertThat(study.patientId()).isEqualTo("P-1");
        assertThat(ofStudy.setAside().studyInstant())
                .as("both in the facility's time zone")
                .isEqualTo(study.studyInstant());
        assertThat(study.instanceNumber()).isNull();
    }

    @Test
    void whatIsDecidedAlikeIsOfTheSamePatient() throws Exception {
        var slice = stored();
        var shown = setAside(slice.sibling(2).withPatient("P-2"));
        var alike = setAside(slice.sibling(3).withPatient("P-2"));
        setAside(slice.sibling(4).withPatient("P-3"));

        assertThat(alike(slice, shown)).containsExactly(shown, alike);
    }

    @Test
    void objectsThatNameNoPatientAreDecidedAboutOneByOne() throws Exception {
        var slice = stored();
        var shown = setAside(slice.sibling(2).withPatient(""));
        setAside(slice.sibling(3).withPatient(""));

        assertThat(alike(slice, shown)).containsExactly(shown);
    }

    @Test
    void ofSeveralVersionsOnlyWhatCameLastIsDecidedAlike() throws Exception {
        var slice = stored();
        var second = slice.sibling(2);
        assertThat(store(second)).isInstanceOf(StoreOutcome.Stored.class);
        var older = setAside(slice.withNumber(98));
        setAside(second.withNumber(98));
        var shown = setAsideAfter(older, slice.withNumber(99));
        var alike = setAsideAfter(older, second.withNumber(99));

        assertThat(alike(slice, shown)).containsExactly(shown, alike);
        assertThat(alike(slice, older)).as("no others go with an older version").containsExactly(older);
        for (var each : alike(slice, shown)) {
            assertThat(decide(each, new Decision.Replace())).isEqualTo(new Outcome.Decided());
        }
        assertThat(numberOfObject(slice)).isEqualTo("99");
        assertThat(numberOfObject(second)).isEqualTo("99");
    }

    private List<QuarantinedInstance.Id> alike(CtSlice slice, QuarantinedInstance.Id shown) {
        var all = waiting(slice);
        var object =
                all.stream().filter(one -> one.id().equals(shown)).findFirst().orElseThrow();
        return object.withAlike(all).stream().map(QuarantinedInstance::id).toList();
    }

    private QuarantinedInstance.Id setAsideAfter(QuarantinedInstance.Id older, CtSlice slice) throws IOException {
        var id = setAside(slice);
        assertThat(id).as("the list begins with what came last").isNotEqualTo(older);
        return id;
    }

    private static Outcome impossible(Obstacle obstacle) {
        return new Outcome.Impossible(obstacle, "");
    }

    private static Decision accept() {
        return new Decision.Accept(SamePatient.IDENTIFIER_MISTYPED);
    }

    private CtSlice stored() throws IOException {
        var slice = CtSlice.ofNewStudy();
        assertThat(store(slice)).isInstanceOf(StoreOutcome.Stored.class);
        return slice;
    }

    private QuarantinedInstance.Id setAside(CtSlice slice) throws IOException {
        assertThat(store(slice)).isInstanceOf(StoreOutcome.Quarantined.class);
        return within(NORTHGATE, () -> studies.quarantined(1000)).stream()
                .filter(held -> held.sopInstanceUid().equals(slice.sopUid()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private StoreOutcome store(ReceivedInstance instance) throws IOException {
        return Actor.call(Actor.device("NG_CT1"), () -> archive.store(instance));
    }

    private StoreOutcome store(CtSlice slice) throws IOException {
        return Actor.call(Actor.device("NG_CT1"), () -> archive.store(slice.offeredTo(NORTHGATE)));
    }

    private Outcome decide(QuarantinedInstance.Id object, Decision decision) throws IOException {
        return within(NORTHGATE, () -> quarantine.decide(object, decision, COORDINATOR));
    }

    private List<QuarantinedInstance> waiting(CtSlice slice) {
        return within(NORTHGATE, () -> studies.quarantined(1000)).stream()
                .filter(held -> held.study().equals(ref(slice)))
                .toList();
    }

    private List<Integer> instanceNumbers(CtSlice slice) {
        return within(NORTHGATE, () -> archive.instances(ref(slice))).stream()
                .map(ArchivedInstance::instanceNumber)
                .sorted()
                .toList();
    }

    private @Nullable String numberOfObject(CtSlice slice) throws Exception {
        try (var object = within(NORTHGATE, () -> archive.open(NORTHGATE, slice.sopUid()))) {
            return DicomFile.read(object).dataset().getString(Tag.InstanceNumber);
        }
    }

    private String row(String query, CtSlice slice) {
        return within(
                NORTHGATE,
                () -> transaction.execute(_ -> jdbc.sql(query)
                        .param("sop", slice.sopUid())
                        .query(String.class)
                        .single()));
    }

    private List<String> audited(CtSlice slice) {
        return within(
                NORTHGATE,
                () -> transaction.execute(_ -> jdbc.sql("""
                        select e.actor_name || ' ' || d.details from audit_event e
                        join audit_detail d on d.tenant_id = e.tenant_id and d.seq = e.seq
                        where e.action = 'QUARANTINE_DECIDED' and e.object = :object""")
                        .param("object", "instance:" + slice.sopUid())
                        .query(String.class)
                        .list()));
    }

    private static <T, X extends Throwable> T within(TenantId tenant, ScopedValue.CallableOp<T, X> work) throws X {
        return TenantScope.call(tenant, work);
    }

    private static StudyRef ref(CtSlice slice) {
        return new StudyRef(NORTHGATE, slice.studyUid());
    }

    private static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
        var barrier = new CyclicBarrier(calls.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = calls.stream()
                    .map(call -> threads.submit(() -> {
                        barrier.await();
                        return call.call();
                    }))
                    .toList();
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
