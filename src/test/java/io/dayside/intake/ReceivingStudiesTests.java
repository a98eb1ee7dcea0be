package io.dayside.intake;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.dayside.archive.Archive;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.intake.CompletenessTests.JumpingClock;
import io.dayside.intake.IntakeTests.Telephone;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CtSlice;
import io.dayside.testing.TestServices;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/** Which studies are being received, and what they wait for. Harbour's quiet time is an hour. */
@SpringBootTest(classes = CompletenessTests.Rooms.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@Timeout(120)
class ReceivingStudiesTests {

    private static final int MANY_COMPLETE = 2_000;
    private static final Set<TenantId> BOTH = Set.of(NORTHGATE, HARBOUR);

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @Autowired
    private Archive archive;

    @Autowired
    private StudyArrivals arrivals;

    @Autowired
    private StudiesController page;

    @Autowired
    private OrderDesk orders;

    @Autowired
    private Telephone telephone;

    @Autowired
    private Clock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Environment environment;

    @Autowired
    private TransactionTemplate transaction;

    @BeforeEach
    void nothingIsReceived() {
        receiving(HARBOUR, Set.of(HARBOUR), 10_000)
                .forEach(one -> TenantScope.run(
                        HARBOUR,
                        () -> Actor.run(
                                Actor.system("test"),
                                () -> arrivals.complete(one.study().ref()))));
    }

    @AfterEach
    void theTimeIsRightAgain() {
        ((JumpingClock) clock).jump(Duration.ZERO);
    }

    @Test
    void aStudyThatIsBeingReceivedSaysWhatItWaitsFor() throws Exception {
        var slice = CtSlice.ofNewStudy();
        order(slice, 3);
        store(HARBOUR, slice);
        store(HARBOUR, slice.sibling(2));

        assertThat(receiving(HARBOUR, Set.of(HARBOUR), 10)).singleElement().satisfies(one -> {
            assertThat(one.study().ref()).isEqualTo(study(slice));
            assertThat(one.study().instances()).isEqualTo(2);
            assertThat(one.orderedInstances()).isEqualTo(3);
            assertThat(one.stepInstances()).isZero();
            assertThat(one.isReopened()).isFalse();
            assertThat(one.quietTime()).isEqualTo(Duration.ofHours(1));
            assertThat(one.completeAt()).isEqualTo(one.study().lastReceived().plus(Duration.ofHours(1)));
        });
        assertThat(within(HARBOUR, () -> arrivals.receiving(study(slice)))).isPresent();
    }

    @Test
    void theLongestSilenceComesFirst() throws Exception {
        var first = CtSlice.ofNewStudy();
        var second = CtSlice.ofNewStudy();
        var third = CtSlice.ofNewStudy();
        jump(Duration.ofMinutes(-30));
        store(HARBOUR, first);
        jump(Duration.ofMinutes(-20));
        store(HARBOUR, second);
        jump(Duration.ofMinutes(-10));
        store(HARBOUR, third);
        jump(Duration.ofMinutes(-5));
        store(HARBOUR, first.sibling(2));

        assertThat(uids(receiving(HARBOUR, Set.of(HARBOUR), 10)))
                .containsExactly(second.studyUid(), third.studyUid(), first.studyUid());
        assertThat(uids(receiving(HARBOUR, Set.of(HARBOUR), 1))).containsExactly(second.studyUid());
    }

    @Test
    void whatIsCompleteIsNotListedAndWhatIsReopenedIsAsSuch() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(HARBOUR, slice);
        nothingIsReceived();

        assertThat(receiving(HARBOUR, Set.of(HARBOUR), 10)).isEmpty();
        assertThat(within(HARBOUR, () -> arrivals.receiving(study(slice)))).isEmpty();

        store(HARBOUR, slice.sibling(2));

        assertThat(receiving(HARBOUR, Set.of(HARBOUR), 10))
                .singleElement()
                .satisfies(one -> assertThat(one.isReopened()).isTrue());
    }

    @Test
    void whatWasFetchedForComparisonIsNotReceived() throws Exception {
        var prior = CtSlice.ofNewStudy();
        var offered = prior.offeredTo(HARBOUR);
        archive.store(new ReceivedInstance(
                HARBOUR,
                offered.facility(),
                ReceivedInstance.PRIOR_SENDER,
                offered.sopClassUid(),
                offered.sopInstanceUid(),
                offered.transferSyntaxUid(),
                offered.dataset()));

        assertThat(receiving(HARBOUR, Set.of(HARBOUR), 10)).isEmpty();
        assertThat(within(HARBOUR, () -> arrivals.receiving(study(prior)))).isEmpty();
    }

    @Test
    void iso02NobodySeesWhatAnotherHospitalReceives() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(HARBOUR, slice);
        var bothReadsButStaffOfNorthgate = new Caller(
                "subject",
                "both",
                "Both",
                Set.of(Role.COORDINATOR, Role.SPECIALIST),
                BOTH,
                Map.of(Role.COORDINATOR, Set.of(NORTHGATE)));

        assertThat(uids(receiving(NORTHGATE, Set.of(HARBOUR), 10))).isEmpty();
        assertThat(uids(receiving(NORTHGATE, BOTH, 10))).doesNotContain(slice.studyUid());
        assertThat(within(NORTHGATE, () -> arrivals.receiving(study(slice)))).isEmpty();
        assertThat(telephone.as(bothReadsButStaffOfNorthgate, () -> page.receiving(10)))
                .extracting(StudiesController.ReceivingView::studyInstanceUid)
                .doesNotContain(slice.studyUid());
        assertThat(telephone.as(staff(Role.VIEWER, HARBOUR), () -> page.receiving(10)))
                .extracting(StudiesController.ReceivingView::studyInstanceUid)
                .containsExactly(slice.studyUid());
    }

    @Test
    void onlyAHospitalsOwnPeopleAskForAtMostAPage() {
        var specialist = new Caller("subject", "okafor", "Dr Okafor", Set.of(Role.SPECIALIST), BOTH);

        assertThat(refusal(() -> telephone.as(specialist, () -> page.receiving(10))))
                .isEqualTo(HttpStatus.FORBIDDEN);
        for (int limit : new int[] {-1, 0, 201}) {
            assertThat(refusal(() -> telephone.as(staff(Role.VIEWER, HARBOUR), () -> page.receiving(limit))))
                    .isEqualTo(HttpStatus.BAD_REQUEST);
        }
    }

    @Test
    void whatCameBeforeIsNotReadForIt() throws Exception {
        var slice = CtSlice.ofNewStudy();
        store(HARBOUR, slice);
        within(HARBOUR, () -> jdbc.sql("""
                insert into study_progress (tenant_id, study_instance_uid, state, round)
                select 'harbour', '2.25.' || number, 'COMPLETE', 1 from generate_series(1, :many) number
                on conflict do nothing""").param("many", MANY_COMPLETE).update());
        analyze();

        long read = within(HARBOUR, () -> {
            long before = rowsRead();
            assertThat(uids(arrivals.receiving(Set.of(HARBOUR), 10))).containsExactly(slice.studyUid());
            return rowsRead() - before;
        });

        assertThat(read).as("rows of progress, of %d", MANY_COMPLETE).isLessThan(20);
    }

    /** By this connection so far, whether an index led to them or not. */
    private long rowsRead() {
        return jdbc.sql("""
                select coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables
                where relname = 'study_progress'""").query(Long.class).single();
    }

    /** As PostgreSQL does by itself, some time after so many rows came; only the table's owner may. */
    private void analyze() {
        var owner = new DriverManagerDataSource(
                environment.getRequiredProperty("spring.flyway.url"),
                environment.getRequiredProperty("spring.flyway.user"),
                environment.getRequiredProperty("spring.flyway.password"));
        JdbcClient.create(owner).sql("analyze study_progress").update();
    }

    private void store(TenantId tenant, CtSlice slice) throws IOException {
        archive.store(slice.offeredTo(tenant));
    }

    private void jump(Duration ahead) {
        ((JumpingClock) clock).jump(ahead);
    }

    private List<ReceivingStudy> receiving(TenantId as, Set<TenantId> of, int limit) {
        return TenantScope.call(as, () -> arrivals.receiving(of, limit));
    }

    private static List<String> uids(List<ReceivingStudy> studies) {
        return studies.stream().map(one -> one.study().ref().studyInstanceUid()).toList();
    }

    private static StudyRef study(CtSlice slice) {
        return new StudyRef(HARBOUR, slice.studyUid());
    }

    private static Caller staff(Role role, TenantId hospital) {
        return new Caller("subject", "staff", "Staff", Set.of(role), Set.of(hospital));
    }

    private static HttpStatusCode refusal(Supplier<?> call) {
        return catchThrowableOfType(ResponseStatusException.class, call::get).getStatusCode();
    }

    private <T> T within(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> work.get()));
    }

    private void order(CtSlice slice, int expectedInstances) {
        var request = new OrderRequest(
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
                expectedInstances);
        TenantScope.run(
                HARBOUR,
                () -> Actor.run(
                        Actor.system("test"),
                        () -> transaction.executeWithoutResult(_ -> orders.place(HARBOUR, request, "test"))));
    }
}
