package io.dayside.delivery;

import static io.dayside.testing.World.BOTH;
import static io.dayside.testing.World.HARBOUR;
import static io.dayside.testing.World.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.dayside.archive.StudyRef;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.Cases;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.intake.StudyCompleted;
import io.dayside.reading.Reports;
import io.dayside.reading.SignedReport;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.CaseRooms;
import io.dayside.testing.TestServices;
import io.dayside.testing.World;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who is coordinator of one hospital and reads for another sees the rows of both. What only a hospital's own people may
 * see of it stays closed to them.
 */
@SpringBootTest(
        classes = {CaseRooms.class, OtherHospitalsReportsTests.WaysOut.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE)
class OtherHospitalsReportsTests {

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @Configuration(proxyBeanMethods = false)
    @Import({ReportDesk.class, DeliveryApi.class, DeliveryQueue.class, DeliveryRows.class})
    static class WaysOut {

        @Bean
        Reports everyCaseIsSigned() {
            return new Reports() {
                @Override
                public List<SignedReport> of(CaseId id) {
                    return List.of(signed(id));
                }

                @Override
                public Optional<SignedReport> latest(CaseId id) {
                    return of(id).stream().findFirst();
                }

                @Override
                public int finishedBy(String username, Instant from) {
                    return 0;
                }
            };
        }
    }

    @Autowired
    private World world;

    @Autowired
    private Cases cases;

    @Autowired
    private ReportDesk desk;

    @Autowired
    private DeliveryApi api;

    @Autowired
    private DeliveryRows rows;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private TransactionTemplate transaction;

    @AfterEach
    void nobodyCalls() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void aCoordinatorSeesCaseAndReportOfTheirOwnHospitalOnly() {
        callAsCoordinatorOfHarbour();
        var own = arrived(HARBOUR).id();
        var other = arrived(NORTHGATE).id();

        assertThat(scoped(() -> desk.find(own))).isPresent();
        assertThat(scoped(() -> desk.hand(own, "page"))).isPresent();
        assertThat(scoped(() -> desk.handPdf(own))).isPresent();
        assertThat(scoped(() -> desk.find(other))).isEmpty();
        assertThat(scoped(() -> desk.hand(other, "page"))).isEmpty();
        assertThat(scoped(() -> desk.handPdf(other))).isEmpty();
    }

    @Test
    void whatIsClosedAnswersAsWhatDoesNotExist() throws Exception {
        callAsCoordinatorOfHarbour();
        var other = arrived(NORTHGATE).id();
        var delivery = dead(other);

        for (var request : List.<RequestBuilder>of(
                get(path(other) + "/deliveries"),
                post(path(other) + "/deliveries/" + delivery + "/again"),
                get(path(other) + "/report.pdf"),
                get(path(new CaseId(HARBOUR, Ids.next())) + "/report.pdf"))) {
            perform(request).andExpect(status().isNotFound());
        }
        assertThat(stateOf(other)).isEqualTo(Delivery.State.DEAD);
    }

    @Test
    void whatIsOpenIsAnsweredAndSentAgain() throws Exception {
        callAsCoordinatorOfHarbour();
        var own = arrived(HARBOUR).id();
        var delivery = dead(own);

        perform(get(path(own) + "/deliveries"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.length()").value(1));
        perform(post(path(own) + "/deliveries/" + delivery + "/again")).andExpect(status().isAccepted());
        assertThat(stateOf(own)).isNotEqualTo(Delivery.State.DEAD);
    }

    @Test
    void aManagerSeesWhereReportsWentAndReadsNone() throws Exception {
        callAs(Set.of(Role.MANAGER), Map.of());
        var work = arrived(NORTHGATE).id();
        dead(work);

        perform(get(path(work) + "/deliveries"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.length()").value(1));
        assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> scoped(() -> desk.hand(work, "page")));
    }

    private void callAsCoordinatorOfHarbour() {
        callAs(Set.of(Role.COORDINATOR, Role.SPECIALIST), Map.of(Role.COORDINATOR, Set.of(HARBOUR)));
    }

    private void callAs(Set<Role> roles, Map<Role, Set<TenantId>> staff) {
        world.callAs(new Caller("subject", "both", "Both", roles, BOTH, staff));
        SecurityContextHolder.getContext()
                .setAuthentication(new TestingAuthenticationToken(
                        "both", "", roles.stream().map(role -> "ROLE_" + role).toArray(String[]::new)));
    }

    private Case arrived(TenantId tenant) {
        StudyRef study = world.headCt(tenant, "a-" + Ids.next());
        return inTransaction(tenant, () -> {
            events.publishEvent(new StudyCompleted(study, 1, world.now()));
            return cases.of(study).orElseThrow();
        });
    }

    private UUID dead(CaseId id) {
        var delivery = Ids.next();
        inTransaction(id.tenant(), () -> {
            rows.insert(
                    delivery, id, 1, "mllp://127.0.0.1:9", delivery.toString().substring(16));
            rows.mark(id.tenant(), delivery, Delivery.State.DEAD, 9, 0, "nobody answers");
            return delivery;
        });
        return delivery;
    }

    private Delivery.State stateOf(CaseId id) {
        return inTransaction(id.tenant(), () -> rows.of(id).getFirst().state());
    }

    private ResultActions perform(RequestBuilder request) throws Exception {
        MockMvc mvc = MockMvcBuilders.standaloneSetup(api).build();
        return TenantScope.call(BOTH, () -> mvc.perform(request));
    }

    private static String path(CaseId id) {
        return "/api/cases/" + id;
    }

    private static <T> T scoped(Supplier<T> work) {
        return TenantScope.call(BOTH, work::get);
    }

    private <T> T inTransaction(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> transaction.execute(_ -> work.get()));
    }

    private static SignedReport signed(CaseId id) {
        return new SignedReport(
                Ids.next(),
                id,
                1,
                SignedReport.Status.FINAL,
                "2.25.1",
                "No haemorrhage.",
                "Normal.",
                List.of(),
                List.of(),
                "subject-of-okafor",
                "okafor",
                "Dr Okafor",
                "I have read the images and approve this report",
                Instant.parse("2026-11-24T21:05:30Z"),
                "ab".repeat(32));
    }
}
