package io.dayside.intake;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.dicom.data.UID;
import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.net.DimseClient;
import io.dayside.dicom.net.DimseResponse;
import io.dayside.dicom.net.PresentationContext;
import io.dayside.dicom.net.Status;
import io.dayside.dicom.net.StoreResponse;
import io.dayside.dicom.service.CommitmentRequest;
import io.dayside.dicom.service.ReferencedInstance;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.intake.IntakeTests.Announcements;
import io.dayside.intake.IntakeTests.Telephone;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CtSlice;
import io.dayside.testing.TestServices;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/**
 * What makes a study complete, over real associations. Harbour's quiet time is an hour, so that whatever completes a study
 * there is not that.
 */
@SpringBootTest(classes = CompletenessTests.Rooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@Timeout(120)
class CompletenessTests {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String PYTHON = "/usr/bin/python3";
    private static final int MANY_STEPS = 2_000;
    private static final String STEP = UID.ModalityPerformedProcedureStep;
    private static final List<PresentationContext> CONTEXTS = List.of(
            context(7, UID.StorageCommitmentPushModel),
            context(1, UID.CTImageStorage),
            context(3, STEP),
            context(5, UID.DigitalXRayImageStorageForPresentation));

    private static PresentationContext context(int id, String sopClass) {
        return new PresentationContext(id, sopClass, List.of(UID.ExplicitVRLittleEndian));
    }

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    static class Rooms extends IntakeTests.Rooms {

        @Bean
        @Override
        Clock clock() {
            return new JumpingClock();
        }
    }

    /** The time as somebody sets it. */
    static final class JumpingClock extends Clock {

        private volatile Duration ahead = Duration.ZERO;

        void jump(Duration by) {
            ahead = by;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Clock.systemUTC().instant().plus(ahead);
        }
    }

    @Autowired
    private DicomListener dicom;

    @Autowired
    private Completeness completeness;

    @Autowired
    private Environment environment;

    @Autowired
    private StudyProgress progress;

    @Autowired
    private PerformedSteps steps;

    @Autowired
    private StepRetention stepRetention;

    @Autowired
    private StudyArrivals arrivals;

    @Autowired
    private StudyArrivalController page;

    @Autowired
    private StudyRetentionController retention;

    @Autowired
    private OrderDesk orders;

    @Autowired
    private Telephone telephone;

    @Autowired
    private Announcements announcements;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @AfterEach
    void theTimeIsRightAgain() {
        ((JumpingClock) clock).jump(Duration.ZERO);
    }

    // Quiet time

    @Test
    void aModalityHasItsQuietTimeAndTheLongestOfAStudyCounts() throws Exception {
        var fast = CtSlice.ofNewStudy();
        var mixed = CtSlice.ofNewStudy();
        sendAsDx(fast);
        sendAsDx(mixed);
        send(mixed.sibling(2));

        announcements.awaitCompletionOf(study(fast));
        assertThat(arrival(fast).because()).isEqualTo(CompletedBecause.QUIET_TIME);

        assertThat(completeness.check(study(mixed), 1).orElseThrow())
                .as("the CT of the same study has an hour")
                .isAfter(clock.instant().plus(Duration.ofMinutes(50)));
        assertThat(arrival(mixed).receiving()).isTrue();
    }

    private void sendAsDx(CtSlice slice) throws IOException {
        var dataset = new CtSlice(
                        slice.studyUid(), UIDs.random(), UIDs.random(), slice.patientId(), slice.accession(), 1, 0)
                .dataset()
                .setString(Tag.Modality, VR.CS, "DX")
                .setString(Tag.SOPClassUID, VR.UI, UID.DigitalXRayImageStorageForPresentation);
        try (var sender = call("HC_MPPS", HARBOUR)) {
            var response = sender.store(
                    UID.DigitalXRayImageStorageForPresentation,
                    Objects.requireNonNull(dataset.getString(Tag.SOPInstanceUID)),
                    UID.ExplicitVRLittleEndian,
                    CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE));
            assertThat(response).isEqualTo(StoreResponse.SUCCESS);
            sender.release();
        }
    }

    // The clock

    @Test
    void aClockThatJumpsForwardEndsNoStudyEarly() throws Exception {
        var slice = CtSlice.ofNewStudy();
        send(slice);

        jump(Duration.ofHours(5));

        assertThat(completeness.check(study(slice), 1)).isPresent();
        assertThat(arrival(slice).receiving()).isTrue();
    }

    @Test
    void aClockThatWasSetBackKeepsNoStudyWaiting() throws Exception {
        jump(Duration.ofHours(5));
        var slice = CtSlice.ofNewStudy();
        send("NG_CT1", NORTHGATE, slice);

        jump(Duration.ZERO);

        announcements.awaitCompletionOf(new StudyRef(NORTHGATE, slice.studyUid()));
    }

    private void jump(Duration ahead) {
        ((JumpingClock) clock).jump(ahead);
    }

    // The expected count

    @RepeatedTest(5)
    void concurrentLastInstancesCompleteTheStudyOnce() throws Exception {
        var first = CtSlice.ofNewStudy();
        order(first, 16);
        var slices = siblings(first, 16);

        atOnce(slices.stream().<Callable<?>>map(slice -> () -> send(slice)).toList());

        assertThat(announcements.awaitCompletionOf(study(first)).round()).isEqualTo(1);
        assertThat(arrival(first).because()).isEqualTo(CompletedBecause.EXPECTED_COUNT);
        assertCompletedOnce(first);
    }

    @Test
    void anOrderThatComesAfterItsLastInstanceCompletesTheStudy() throws Exception {
        var slice = CtSlice.ofNewStudy();
        send(slice);

        order(slice, 1);

        announcements.awaitCompletionOf(study(slice));
        assertThat(arrival(slice).because()).isEqualTo(CompletedBecause.EXPECTED_COUNT);
    }

    @Test
    void aCountThatIsExceededCompletesNoFurtherRound() throws Exception {
        var slice = CtSlice.ofNewStudy();
        order(slice, 1);
        send(slice);
        announcements.awaitCompletionOf(study(slice));

        send(slice.sibling(2));

        assertThat(arrival(slice).round()).isEqualTo(2);
        assertThat(arrival(slice).reopenedAt()).isNotNull();
        assertThat(completeness.check(study(slice), 2))
                .as("it waits until it is quiet")
                .isPresent();
        assertThat(arrival(slice).receiving()).isTrue();
    }

    // Performed procedure steps

    @Test
    void theLastInstanceOfACompletedStepCompletesTheStudy() throws Exception {
        var slices = siblings(CtSlice.ofNewStudy(), 3);
        var step = begin(slices.getFirst());
        send(slices.get(0));
        end(step, "COMPLETED", slices);
        send(slices.get(1));
        assertThat(completeness.check(study(slices.getFirst()), 1)).isPresent();

        send(slices.get(2));

        announcements.awaitCompletionOf(study(slices.getFirst()));
        assertThat(arrival(slices.getFirst()).because()).isEqualTo(CompletedBecause.PERFORMED_STEP);
    }

    @Test
    void theEndOfAStepCompletesAStudyThatIsThere() throws Exception {
        var slices = siblings(CtSlice.ofNewStudy(), 2);
        var step = begin(slices.getFirst());
        for (var slice : slices) {
            send(slice);
        }
        assertThat(completeness.check(study(slices.getFirst()), 1)).isPresent();

        end(step, "COMPLETED", slices);

        announcements.awaitCompletionOf(study(slices.getFirst()));
        assertThat(arrival(slices.getFirst()).because()).isEqualTo(CompletedBecause.PERFORMED_STEP);
        assertThat(arrival(slices.getFirst()).steps()).singleElement().satisfies(told -> {
            assertThat(told.status()).isEqualTo(PerformedStep.Status.COMPLETED);
            assertThat(told.sender()).isEqualTo("HC_MPPS");
            assertThat(told.modality()).isEqualTo("CT");
            assertThat(told.instances()).isEqualTo(2);
            assertThat(told.endedAt()).isNotNull();
        });
        assertThat(trailed(AuditAction.STEP_REPORTED, "step:" + step))
                .as("begun and ended")
                .isEqualTo(2);
    }

    @RepeatedTest(5)
    void theEndOfAStepAndItsLastInstancesMeetHoweverTheyCome() throws Exception {
        var slices = siblings(CtSlice.ofNewStudy(), 8);
        var step = begin(slices.getFirst());
        var calls = new ArrayList<Callable<?>>();
        calls.add(() -> end(step, "COMPLETED", slices));
        slices.forEach(slice -> calls.add(() -> send(slice)));

        atOnce(calls);

        announcements.awaitCompletionOf(study(slices.getFirst()));
        assertThat(arrival(slices.getFirst()).because()).isEqualTo(CompletedBecause.PERFORMED_STEP);
        assertCompletedOnce(slices.getFirst());
    }

    /** Odil, a DICOM library of other people, in Debian's package {@code python3-odil}. */
    @Test
    void aForeignModalityIsUnderstood() throws Exception {
        Assumptions.assumeTrue(runs(PYTHON, "-c", "import odil"), "odil is not installed");
        var slices = siblings(CtSlice.ofNewStudy(), 2);
        for (var slice : slices) {
            send(slice);
        }
        var step = UIDs.random();

        var told = output(
                PYTHON,
                Path.of("src/test/resources/io/dayside/intake/perform-step.py")
                        .toAbsolutePath()
                        .toString(),
                Integer.toString(dicom.ports().getFirst()),
                "HC_MPPS",
                "HARBOUR",
                step,
                slices.getFirst().studyUid(),
                slices.getFirst().seriesUid(),
                slices.get(0).sopUid(),
                slices.get(1).sopUid());

        assertThat(told.lines()).as("statuses of N-CREATE and N-SET").containsExactly("0000", "0000");
        announcements.awaitCompletionOf(study(slices.getFirst()));
        assertThat(arrival(slices.getFirst()).because()).isEqualTo(CompletedBecause.PERFORMED_STEP);
        assertThat(arrival(slices.getFirst()).steps())
                .extracting(PerformedStep::sopInstanceUid, PerformedStep::instances)
                .containsExactly(tuple(step, 2));
    }

    private static String output(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static boolean runs(String... command) throws IOException, InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException _) {
            return false;
        }
    }

    @Test
    void aStepThatWasGivenUpIsShownAndCompletesNothing() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var step = begin(slice);
        send(slice);

        assertStatus(Status.Success, end(step, "DISCONTINUED", List.of(slice)));

        assertThat(completeness.check(study(slice), 1)).isPresent();
        assertThat(arrival(slice).receiving()).isTrue();
        assertThat(arrival(slice).steps())
                .extracting(PerformedStep::status)
                .containsExactly(PerformedStep.Status.DISCONTINUED);
    }

    @Test
    void aStepThatGoesOnKeepsTheOthersFromCompletingTheStudy() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var first = begin(slice);
        var second = begin(slice);
        send(slice);
        end(first, "COMPLETED", List.of(slice));
        assertThat(completeness.check(study(slice), 1)).isPresent();
        assertThat(arrival(slice).receiving()).isTrue();

        end(second, "DISCONTINUED", List.of(slice.sibling(9)));

        announcements.awaitCompletionOf(study(slice));
        assertThat(arrival(slice).because()).isEqualTo(CompletedBecause.PERFORMED_STEP);
    }

    @Test
    void aStepIsOfTheStudyThatItsSeriesCameIn() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var scheduledAs = CtSlice.ofNewStudy();
        var step = begin(scheduledAs);
        end(step, "COMPLETED", List.of(slice));

        send(slice);

        announcements.awaitCompletionOf(study(slice));
        assertThat(arrival(slice).steps())
                .extracting(PerformedStep::sopInstanceUid)
                .containsExactly(step);
    }

    @Test
    void stepsStayWithTheirHospital() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var step = begin(slice);
        send(slice);

        assertStatus(Status.NoSuchObjectInstance, end("NG_MPPS", NORTHGATE, step, "COMPLETED", List.of(slice)));
        assertStatus(Status.Success, begin("NG_MPPS", NORTHGATE, step, slice));
        assertStatus(Status.Success, end("NG_MPPS", NORTHGATE, step, "COMPLETED", List.of(slice)));

        assertThat(arrival(slice).steps())
                .extracting(PerformedStep::status)
                .containsExactly(PerformedStep.Status.IN_PROGRESS);
        assertThat(arrival(slice).receiving()).isTrue();
    }

    @Test
    void whoMayNotReportStepsIsRefusedAndTheRefusalIsInTheTrail() throws Exception {
        var slice = CtSlice.ofNewStudy();
        int before = trailed(AuditAction.ACCESS_REFUSED, "archive:steps");

        assertStatus(Status.NotAuthorized, begin("HC_CT1", HARBOUR, UIDs.random(), slice));

        assertThat(trailed(AuditAction.ACCESS_REFUSED, "archive:steps")).isEqualTo(before + 1);
    }

    @Test
    void aStepThatNamesNoStudyIsRefused() throws Exception {
        try (var modality = call("HC_MPPS", HARBOUR)) {
            var step = new Attributes().setString(Tag.PerformedProcedureStepStatus, VR.CS, "IN PROGRESS");
            assertStatus(Status.MissingAttributeValue, modality.create(STEP, UIDs.random(), step));
            step.newSequence(Tag.ScheduledStepAttributesSequence)
                    .addItem()
                    .setString(Tag.StudyInstanceUID, VR.UI, "../1");
            assertStatus(Status.MissingAttributeValue, modality.create(STEP, UIDs.random(), step));
            modality.release();
        }
    }

    @Test
    void aStepGoesWithItsDeletedStudy() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var step = begin(slice);
        send(slice);
        complete(HARBOUR, slice);
        assertThat(stepRows(step)).isEqualTo(1);

        asCoordinator(
                HARBOUR,
                () -> Actor.call(
                        Actor.user("subject", "Coordinator"),
                        () -> retention.delete("harbour", slice.studyUid(), slice.studyUid(), "asked for")));

        assertThat(stepRows(step)).isZero();
    }

    @Test
    void iso08AStudyIsFoundAmongManyStepsWithoutReadingThem() throws Exception {
        var slice = CtSlice.ofNewStudy();
        send(slice);
        var step = begin(slice);
        end(step, "DISCONTINUED", List.of(slice));
        within(() -> {
            for (int i = 0; i < MANY_STEPS; i++) {
                var uid = UIDs.random();
                steps.add(HARBOUR, uid, "HC_MPPS", finished(uid), Instant.EPOCH);
            }
            return true;
        });

        analyzeSteps();

        long read = within(() -> {
            long before = stepRowsRead();
            assertThat(progress.findSharing(study(slice))).isPresent();
            assertThat(progress.find(study(slice))).isPresent();
            assertThat(steps.of(study(slice)))
                    .extracting(PerformedStep::sopInstanceUid)
                    .containsExactly(step);
            assertThat(steps.referencedBy(study(slice))).isEmpty();
            steps.link(study(slice));
            return stepRowsRead() - before;
        });
        assertThat(read).as("rows of steps, of %d", MANY_STEPS).isLessThan(40);
    }

    /** As PostgreSQL does by itself, some time after so many rows came; only the tables' owner may. */
    private void analyzeSteps() {
        var owner = new DriverManagerDataSource(
                environment.getRequiredProperty("spring.flyway.url"),
                environment.getRequiredProperty("spring.flyway.user"),
                environment.getRequiredProperty("spring.flyway.password"));
        JdbcClient.create(owner)
                .sql("analyze performed_step, performed_step_study, performed_step_series")
                .update();
    }

    private static StepContent finished(String uid) {
        return new StepContent(
                PerformedStep.Status.COMPLETED,
                "CT",
                Set.of(uid + ".1"),
                Set.of(uid + ".2"),
                Set.of(uid + ".3"),
                new byte[200]);
    }

    /** By this connection so far, whether an index led to them or not. */
    private long stepRowsRead() {
        return jdbc.sql("""
                select sum(coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)) from pg_stat_xact_user_tables
                where relname like 'performed_step%'""").query(Long.class).single();
    }

    @Test
    void aStepGoesWithTheStudyThatItsSeriesCameInAlsoIfItsScheduledOneNeverCame() throws Exception {
        var scheduledAs = CtSlice.ofNewStudy();
        var slice = CtSlice.ofNewStudy();
        var step = begin(scheduledAs);
        send(slice);
        end(step, "COMPLETED", List.of(slice));
        complete(HARBOUR, slice);

        asCoordinator(
                HARBOUR,
                () -> Actor.call(
                        Actor.user("subject", "Coordinator"),
                        () -> retention.delete("harbour", slice.studyUid(), slice.studyUid(), "asked for")));

        assertThat(stepRows(step)).isZero();
    }

    @Test
    void aStepWhoseStudyNeverCameGoesAfterAWhile() throws Exception {
        var slice = CtSlice.ofNewStudy();
        var old = begin(CtSlice.ofNewStudy());
        var recent = begin(CtSlice.ofNewStudy());
        var held = begin(slice);
        send(slice);
        var begun = Timestamp.from(clock.instant().minus(StepRetention.WITHOUT_STUDY.plusHours(1)));
        for (var step : List.of(old, held)) {
            within(() -> jdbc.sql("update performed_step set begun_at = :begun where sop_instance_uid = :step")
                    .param("begun", begun)
                    .param("step", step)
                    .update());
        }

        stepRetention.removeOld();

        assertThat(stepRows(old)).isZero();
        assertThat(stepRows(recent)).isEqualTo(1);
        assertThat(stepRows(held)).isEqualTo(1);
    }

    private int stepRows(String step) {
        return within(() -> jdbc.sql("select count(*) from performed_step where sop_instance_uid = :uid")
                .param("uid", step)
                .query(Integer.class)
                .single());
    }

    // Storage commitment

    @Test
    void whoAsksWhetherAllIsSafeHasSentAll() throws Exception {
        var slices = siblings(CtSlice.ofNewStudy(), 3);
        for (var slice : slices) {
            send(slice);
        }
        askForCommitment(slices.subList(0, 2));
        assertThat(arrival(slices.getFirst()).receiving())
                .as("a part of the study")
                .isTrue();
        var missing = new ArrayList<>(slices);
        missing.add(slices.getFirst().sibling(4));
        askForCommitment(missing);
        assertThat(arrival(slices.getFirst()).receiving())
                .as("something is still missing")
                .isTrue();

        askForCommitment(slices);

        announcements.awaitCompletionOf(study(slices.getFirst()));
        assertThat(arrival(slices.getFirst()).because()).isEqualTo(CompletedBecause.STORAGE_COMMITMENT);
        askForCommitment(slices);
        assertCompletedOnce(slices.getFirst());
    }

    private void askForCommitment(List<CtSlice> slices) throws IOException {
        var request = new CommitmentRequest(
                UIDs.random(),
                slices.stream()
                        .map(slice -> new ReferencedInstance(UID.CTImageStorage, slice.sopUid()))
                        .toList());
        try (var sender = call("HC_CT1", HARBOUR)) {
            assertStatus(
                    Status.Success,
                    sender.action(
                            UID.StorageCommitmentPushModel,
                            UID.StorageCommitmentPushModelInstance,
                            CommitmentRequest.ActionType,
                            request.toAttributes()));
        }
    }

    // Somebody's word

    @Test
    void aCoordinatorsWordCompletesAStudyOnce() throws Exception {
        var slice = CtSlice.ofNewStudy();
        send(slice);

        assertThat(complete(HARBOUR, slice).because()).isEqualTo(CompletedBecause.EXPLICIT_CALL);
        assertThat(announcements.awaitCompletionOf(study(slice)).round()).isEqualTo(1);
        assertThat(complete(HARBOUR, slice).round())
                .as("asking again changes nothing")
                .isEqualTo(1);
        assertCompletedOnce(slice);

        send(slice.sibling(2));
        assertThat(asCoordinator(HARBOUR, () -> page.arrival("harbour", slice.studyUid()))
                        .state())
                .isEqualTo("RECEIVING");
        assertThat(complete(HARBOUR, slice).round()).isEqualTo(2);
    }

    @Test
    void nobodyElseSaysThatAStudyIsComplete() throws Exception {
        var slice = CtSlice.ofNewStudy();
        send(slice);
        var viewer = new Caller("subject", "viewer", "Viewer", Set.of(Role.VIEWER), Set.of(HARBOUR));

        assertThat(refusal(() -> complete(NORTHGATE, slice))).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(refusal(() -> asCoordinator(NORTHGATE, () -> page.complete("northgate", slice.studyUid()))))
                .as("a study of that UID at their own hospital")
                .isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(refusal(() -> telephone.as(viewer, () -> page.complete("harbour", slice.studyUid()))))
                .isEqualTo(HttpStatus.FORBIDDEN);
        assertThat(refusal(() -> asCoordinator(HARBOUR, () -> page.complete("harbour", "1.2/../3"))))
                .isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(arrival(slice).receiving()).isTrue();
    }

    private static HttpStatusCode refusal(Supplier<?> call) {
        return catchThrowableOfType(ResponseStatusException.class, call::get).getStatusCode();
    }

    // All at once

    @RepeatedTest(5)
    void howeverManyReasonsComeTogetherARoundIsCompletedOnce() throws Exception {
        var slices = siblings(CtSlice.ofNewStudy(), 4);
        var first = slices.getFirst();
        order(first, 4);
        var step = begin(first);
        send(first);
        var calls = new ArrayList<Callable<?>>();
        slices.subList(1, 4).forEach(slice -> calls.add(() -> send(slice)));
        calls.add(() -> end(step, "COMPLETED", slices));

        atOnce(calls);
        atOnce(IntStream.range(0, 4)
                .<Callable<?>>mapToObj(_ -> () -> complete(HARBOUR, first))
                .toList());

        assertThat(announcements.awaitCompletionOf(study(first)).round()).isEqualTo(1);
        completeness.check(study(first), 1);
        assertCompletedOnce(first);
    }

    private void assertCompletedOnce(CtSlice slice) {
        assertThat(trailed(AuditAction.STUDY_COMPLETED, "study:" + slice.studyUid()))
                .isEqualTo(1);
        assertThat(trailed(AuditAction.STUDY_REOPENED, "study:" + slice.studyUid()))
                .isZero();
    }

    private static void atOnce(List<Callable<?>> calls) throws Exception {
        var ready = new CountDownLatch(calls.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = calls.stream()
                    .map(call -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return call.call();
                    }))
                    .toList();
            for (var one : running) {
                one.get();
            }
        }
    }

    // What modalities do

    private static List<CtSlice> siblings(CtSlice first, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> number == 1 ? first : first.sibling(number))
                .toList();
    }

    private DimseClient call(String callingAet, TenantId to) throws IOException {
        var address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), dicom.ports().getFirst());
        return DimseClient.connect(address, callingAet, to.code().toUpperCase(Locale.ROOT), CONTEXTS, PATIENCE);
    }

    private StoreResponse send(CtSlice slice) throws IOException {
        return send("HC_CT1", HARBOUR, slice);
    }

    private StoreResponse send(String callingAet, TenantId to, CtSlice slice) throws IOException {
        try (var sender = call(callingAet, to)) {
            var response =
                    sender.store(UID.CTImageStorage, slice.sopUid(), UID.ExplicitVRLittleEndian, slice.encoded());
            assertThat(response).isEqualTo(StoreResponse.SUCCESS);
            sender.release();
            return response;
        }
    }

    private String begin(CtSlice slice) throws IOException {
        var uid = UIDs.random();
        assertStatus(Status.Success, begin("HC_MPPS", HARBOUR, uid, slice));
        return uid;
    }

    private DimseResponse begin(String callingAet, TenantId at, String uid, CtSlice slice) throws IOException {
        var step = new Attributes()
                .setString(Tag.PerformedProcedureStepStatus, VR.CS, "IN PROGRESS")
                .setString(Tag.Modality, VR.CS, "CT")
                .setString(Tag.PatientName, VR.PN, "Roe^Jane");
        step.newSequence(Tag.ScheduledStepAttributesSequence)
                .addItem()
                .setString(Tag.StudyInstanceUID, VR.UI, slice.studyUid())
                .setString(Tag.AccessionNumber, VR.SH, slice.accession());
        try (var modality = call(callingAet, at)) {
            var response = modality.create(STEP, uid, step);
            modality.release();
            return response;
        }
    }

    private DimseResponse end(String step, String status, List<CtSlice> slices) throws IOException {
        return end("HC_MPPS", HARBOUR, step, status, slices);
    }

    private DimseResponse end(String callingAet, TenantId at, String step, String status, List<CtSlice> slices)
            throws IOException {
        var end = new Attributes()
                .setString(Tag.PerformedProcedureStepStatus, VR.CS, status)
                .setString(Tag.PerformedProcedureStepEndDate, VR.DA, "20261126")
                .setString(Tag.PerformedProcedureStepEndTime, VR.TM, "101500");
        var series = end.newSequence(Tag.PerformedSeriesSequence)
                .addItem()
                .setString(Tag.SeriesInstanceUID, VR.UI, slices.getFirst().seriesUid())
                .setString(Tag.ProtocolName, VR.LO, "HEAD");
        var images = series.newSequence(Tag.ReferencedImageSequence);
        slices.forEach(slice -> images.addItem()
                .setString(Tag.ReferencedSOPClassUID, VR.UI, UID.CTImageStorage)
                .setString(Tag.ReferencedSOPInstanceUID, VR.UI, slice.sopUid()));
        try (var modality = call(callingAet, at)) {
            var response = modality.set(STEP, step, end);
            modality.release();
            return response;
        }
    }

    private static void assertStatus(int expected, DimseResponse response) {
        assertThat(Integer.toHexString(response.status())).isEqualTo(Integer.toHexString(expected));
    }

    /** The order of a slice's study, which is to have that many instances. */
    private void order(CtSlice slice, int expectedInstances) {
        TenantScope.run(
                HARBOUR,
                () -> Actor.run(
                        Actor.system("test"),
                        () -> transaction.executeWithoutResult(_ -> orders.place(
                                HARBOUR,
                                new OrderRequest(
                                        slice.accession(),
                                        "MAIN",
                                        Priority.ROUTINE,
                                        "CT head",
                                        "",
                                        "",
                                        slice.patientId(),
                                        "Roe^Jane",
                                        null,
                                        "F",
                                        expectedInstances),
                                "test"))));
    }

    // What hospitals see

    private static StudyRef study(CtSlice slice) {
        return new StudyRef(HARBOUR, slice.studyUid());
    }

    private StudyArrival arrival(CtSlice slice) {
        return TenantScope.call(HARBOUR, () -> arrivals.of(study(slice))).orElseThrow();
    }

    private StudyArrivalController.ArrivalView complete(TenantId as, CtSlice slice) {
        return asCoordinator(
                as,
                () -> Actor.call(
                        Actor.user("subject", "Coordinator"), () -> page.complete("harbour", slice.studyUid())));
    }

    private <T> T asCoordinator(TenantId tenant, Supplier<T> call) {
        return telephone.as(
                new Caller("subject", "coord", "Coordinator", Set.of(Role.COORDINATOR), Set.of(tenant)), call);
    }

    private <T> T within(Supplier<T> work) {
        return TenantScope.call(HARBOUR, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }

    private int trailed(AuditAction action, String object) {
        return within(() -> jdbc.sql(
                        "select count(*) from audit_event where tenant_id = 'harbour' and action = :action and object = :object")
                .param("action", action.name())
                .param("object", object)
                .query(Integer.class)
                .single());
    }
}
