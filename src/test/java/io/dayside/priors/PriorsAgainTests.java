package io.dayside.priors;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.archive.StoreOutcome;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.TransferSyntax;
import io.dayside.intake.Order;
import io.dayside.intake.OrderMatched;
import io.dayside.intake.Orders;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.testing.CtSlice;
import io.dayside.testing.FixedHospitals;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Priors that are looked for once more: when an order comes, and when there is room again. */
@SpringBootTest(
        classes = {PriorsRooms.class, PriorsAgainTests.Desk.class},
        webEnvironment = SpringBootTest.WebEnvironment.NONE)
@Timeout(240)
class PriorsAgainTests extends PriorsStand {

    private static final Hospital.Quota NO_ROOM = new Hospital.Quota(1, null);
    private static final Hospital.Quota ROOM = new Hospital.Quota(1L << 50, null);

    /** Where orders are. */
    @TestConfiguration
    static class Desk {

        private final AtomicReference<@Nullable Order> placed = new AtomicReference<>();

        @Bean
        @Primary
        Orders ordersOfTest() {
            return new Orders() {

                @Override
                public Optional<Order> find(TenantId tenant, UUID id) {
                    return Optional.ofNullable(placed.get());
                }

                @Override
                public Optional<Order> byAccession(TenantId tenant, String accessionNumber) {
                    return Optional.empty();
                }

                @Override
                public Optional<Order> of(StudyRef study) {
                    return Optional.ofNullable(placed.get());
                }
            };
        }
    }

    @Autowired
    private Desk desk;

    @Autowired
    private ApplicationEventPublisher events;

    private final WebPacsDouble pacs = new WebPacsDouble();
    private final String patient = "P-" + System.nanoTime();
    private final PacsObject prior = PacsObject.earlier(patient, "20250301", "CT", "CT head");
    private final PacsObject ofOtherModality = PacsObject.earlier(patient, "20250201", "MR", "MRI brain");
    private final CtSlice study = CtSlice.ofNewStudy().withPatient(patient);

    @BeforeEach
    void start() throws IOException {
        pacs.start();
        within(NORTHGATE, () -> {
            rules.keep(
                    NORTHGATE,
                    new PriorsRule(new PacsAddress.Web(pacs.base(), PacsAddress.Login.NONE, List.of()), 5, 5));
            return true;
        });
    }

    @AfterEach
    void stop() {
        pacs.close();
        desk.placed.set(null);
        ((FixedHospitals) tenants).setQuota(NORTHGATE, ROOM);
    }

    private void match(String procedure) {
        var order = new Order(
                NORTHGATE,
                UUID.randomUUID(),
                study.accession(),
                "MAIN",
                Priority.ROUTINE,
                procedure,
                "",
                "",
                patient,
                "",
                null,
                "",
                0,
                Instant.EPOCH);
        desk.placed.set(order);
        publish(NORTHGATE, new OrderMatched(ref(study), order.id()));
    }

    private void publish(TenantId within, OrderMatched event) {
        within(within, () -> {
            transaction.executeWithoutResult(_ -> events.publishEvent(event));
            return true;
        });
    }

    private void sendWithoutRegion() throws IOException {
        var dataset = study.dataset();
        dataset.remove(Tag.BodyPartExamined);
        dataset.remove(Tag.StudyDescription);
        var offered = study.offeredTo(NORTHGATE, CtSlice.encoded(dataset, TransferSyntax.EXPLICIT_LITTLE));
        assertThat(Actor.call(Actor.device("NG_CT1"), () -> archive.store(offered)))
                .isInstanceOf(StoreOutcome.Stored.class);
    }

    private long fetches(PacsObject object) {
        return pacs.requests().stream()
                .filter(request -> request.endsWith("/studies/" + object.study()))
                .count();
    }

    @Test
    void anOrderThatComesLaterTellsTheRegionAndNothingIsFetchedTwice() throws Exception {
        pacs.finds(prior).finds(ofOtherModality).answersObjects((exchange, path) -> {
            var object = path.endsWith(prior.study()) ? prior : ofOtherModality;
            pacs.sendParts(exchange, List.of(new WebPacsDouble.Part("application/dicom", object.file())), true);
        });
        sendWithoutRegion();
        await(() -> searchState(study).equals("DONE"));
        assertThat(within(NORTHGATE, () -> priors.of(ref(study))))
                .extracting(found -> found.ref().studyInstanceUid())
                .as("without a region, the modality has to do")
                .containsExactly(prior.study());

        match("CT head without contrast");

        await(() -> held(ofOtherModality.study()) == 1 && searchState(study).equals("DONE"));
        assertThat(within(NORTHGATE, () -> priors.of(ref(study))))
                .extracting(Prior::state)
                .containsExactly(Prior.State.THERE, Prior.State.THERE);
        assertThat(fetches(prior)).isEqualTo(1);
        assertThat(fetches(ofOtherModality)).isEqualTo(1);
        assertThat(trailed(AuditAction.PRIORS_FETCHED, prior.study())).isEqualTo(1);
    }

    @Test
    void anOrderBeginsAgainWhatWasGivenUp() throws Exception {
        pacs.finds(prior).answersObjects((exchange, _) -> exchange.sendResponseHeaders(503, -1));
        sendToRead(study);
        await(() -> trailed(AuditAction.PRIORS_MISSED, study.studyUid()) == 1);
        within(NORTHGATE, () -> {
            rows.mark(ref(study), PriorsRows.SearchState.GIVEN_UP, 99, PriorsObstacle.UNREACHABLE.name());
            return true;
        });
        pacs.answersObjects((exchange, _) ->
                pacs.sendParts(exchange, List.of(new WebPacsDouble.Part("application/dicom", prior.file())), true));

        match("CT head");

        await(() -> searchState(study).equals("DONE"));
        assertThat(held(prior.study())).isEqualTo(1);
    }

    @Test
    void anOrderThatComesAmidTheSearchIsHeardAtItsEnd() {
        assertThat(within(NORTHGATE, () -> rows.begin(ref(study)))).isTrue();
        assertThat(within(NORTHGATE, () -> rows.beginAgain(ref(study))))
                .as("it goes on")
                .isFalse();
        assertThat(within(NORTHGATE, () -> rows.end(ref(study)))).isTrue();
        assertThat(searchState(study)).isEqualTo("SEARCHING");
        assertThat(within(NORTHGATE, () -> rows.end(ref(study)))).isFalse();
        assertThat(searchState(study)).isEqualTo("DONE");
        assertThat(within(NORTHGATE, () -> rows.beginAgain(ref(study)))).isTrue();
        assertThat(searchState(study)).isEqualTo("SEARCHING");
    }

    @Test
    void withoutARuleAnOrderBeginsNothing() {
        within(NORTHGATE, () -> {
            rules.remove(NORTHGATE);
            return true;
        });
        match("CT head");
        assertThat(within(NORTHGATE, () -> rows.search(ref(study)))).isEmpty();
    }

    @Test
    void anotherHospitalBeginsNothing() {
        assertThatThrownBy(() -> within(HARBOUR, () -> rows.beginAgain(ref(study))))
                .isInstanceOf(RuntimeException.class);
        publish(HARBOUR, new OrderMatched(ref(study), UUID.randomUUID()));
        assertThat(within(NORTHGATE, () -> rows.search(ref(study)))).isEmpty();
    }

    @Test
    void aPriorForWhichThereWasNoRoomComesWhenThereIs() throws Exception {
        pacs.finds(prior).gives(prior).gives(prior.sibling());
        sendToRead(study);
        ((FixedHospitals) tenants).setQuota(NORTHGATE, NO_ROOM);
        await(() -> trailed(AuditAction.PRIORS_MISSED, study.studyUid()) == 1);
        assertThat(within(NORTHGATE, () -> rows.search(ref(study)).orElseThrow().obstacle()))
                .hasValue(PriorsObstacle.NO_ROOM);
        assertThat(within(NORTHGATE, () -> priors.of(ref(study))))
                .extracting(Prior::state)
                .containsExactly(Prior.State.WANTED);
        assertThat(held(prior.study())).isZero();

        ((FixedHospitals) tenants).setQuota(NORTHGATE, ROOM);

        await(() -> searchState(study).equals("DONE"));
        assertThat(held(prior.study())).isEqualTo(2);
    }
}
