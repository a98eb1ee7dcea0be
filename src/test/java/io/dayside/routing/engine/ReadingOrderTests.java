package io.dayside.routing.engine;

import static io.dayside.routing.engine.EngineFixtures.CHEST_CT;
import static io.dayside.routing.engine.EngineFixtures.HEAD_CT;
import static io.dayside.routing.engine.EngineFixtures.NEURO_MR;
import static io.dayside.routing.engine.EngineFixtures.NOW;
import static io.dayside.routing.engine.EngineFixtures.flagged;
import static io.dayside.routing.engine.EngineFixtures.minutes;
import static io.dayside.routing.engine.EngineFixtures.ofPatient;
import static io.dayside.routing.engine.EngineFixtures.waiting;
import static io.dayside.routing.engine.ReadingClass.ROUTINE;
import static io.dayside.routing.engine.ReadingClass.STAT;
import static io.dayside.routing.engine.ReadingClass.URGENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.routing.engine.Decision.Kind;
import io.dayside.routing.engine.Decision.PassedOver;
import io.dayside.routing.engine.Decision.Reason;
import io.dayside.routing.engine.EngineFixtures.Papers;
import io.dayside.routing.engine.Standing.Cause;
import io.dayside.triage.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadingOrderTests {

    private static final Instant EVENING = NOW.plus(Duration.ofHours(9));

    private final RoutingPolicy policy = PolicyFile.standard();
    private final Papers papers =
            new Papers().allow("ada", HEAD_CT, CHEST_CT).allow("ben", HEAD_CT, CHEST_CT, NEURO_MR);
    private final ReadingOrder order = new ReadingOrder(Policies.of(policy), papers);

    @Test
    void theMostPressingClassComesFirstAndInItWhatIsDueFirst() {
        begin("ada");
        var late = arrive(waiting("late", HEAD_CT, ROUTINE, 100));
        var urgent = arrive(waiting("urgent", CHEST_CT, URGENT, 5));
        var early = arrive(waiting("early", CHEST_CT, ROUTINE, 200));

        assertThat(top("ada", NOW)).containsExactly(urgent, early, late);
    }

    @Test
    void whatPapersDoNotAllowIsNeverNextAndSaidToBePassedOver() {
        begin("ada");
        arrive(waiting("neuro", NEURO_MR, STAT, 5));
        var chest = arrive(waiting("chest", CHEST_CT, ROUTINE, 5));

        var next = next("ada", NOW);

        assertThat(next.id()).isEqualTo(chest.id());
        assertThat(next.passedOver()).containsExactly(new PassedOver(Reason.NOT_ALLOWED, 1, STAT));
    }

    @Test
    void nobodyIsGivenACaseOffShiftOrWithoutAFreePlace() {
        order.join("ada", 1);
        var one = arrive(waiting("one", HEAD_CT, ROUTINE, 5));
        arrive(waiting("two", HEAD_CT, ROUTINE, 4));
        assertThat(order.next("ada", NOW)).isEmpty();

        order.beginShift("ada", EVENING, NOW);
        order.take("ada", one.id(), NOW);
        assertThat(order.next("ada", NOW)).isEmpty();

        order.finish(one.id(), minutes(10));
        assertThat(order.next("ada", minutes(10))).isPresent();
        assertThat(order.next("ada", EVENING)).isEmpty();
    }

    @Test
    void aFindingThatComesWhileItWaitsMovesACaseForward() {
        begin("ada");
        arrive(waiting("urgent", HEAD_CT, URGENT, 50));
        var routine = arrive(waiting("routine", CHEST_CT, ROUTINE, 5));

        order.change(flagged(routine, Severity.CRITICAL, 0.94), NOW);

        var next = next("ada", NOW);
        assertThat(next.id()).isEqualTo(routine.id());
        assertThat(next.cause()).isEqualTo(Cause.MODEL);
        assertThat(next.factors().getFirst().words())
                .isEqualTo("front by a model's critical finding, probability 0.94");
    }

    @Test
    void timeAloneMovesACaseForward() {
        begin("ada");
        var old = arrive(waiting("old", HEAD_CT, ROUTINE, 24 * 60 - 12));
        var stat = arrive(waiting("stat", CHEST_CT, STAT, 0));
        assertThat(next("ada", NOW).id()).isEqualTo(stat.id());

        assertThat(order.nextChange()).contains(minutes(12));
        var next = next("ada", minutes(12));

        assertThat(next.id()).isEqualTo(old.id());
        assertThat(next.cause()).isEqualTo(Cause.CLOCK);
    }

    @Test
    void whatWaitedItsBoundGoesBeforeEverythingThatCameLater() {
        begin("ada");
        var old = arrive(waiting("old", HEAD_CT, ROUTINE, 48 * 60 - 1));
        var older = arrive(waiting("stat", HEAD_CT, STAT, 48 * 60));
        var flagged = arrive(flagged(waiting("new", CHEST_CT, STAT, 59), Severity.CRITICAL, 0.99));
        assertThat(top("ada", NOW)).startsWith(older);

        assertThat(top("ada", minutes(1))).containsExactly(older, old, flagged);
        order.withdraw(older.id(), minutes(1));
        assertThat(next("ada", minutes(1)).cause()).isEqualTo(Cause.BOUND);
    }

    @Test
    void aDeclinedCaseIsNotPutBeforeTheSameReaderWhileAnotherMayReadIt() {
        begin("ada");
        order.join("ben", 1);
        var one = arrive(waiting("one", HEAD_CT, ROUTINE, 9));
        var two = arrive(waiting("two", HEAD_CT, ROUTINE, 5));

        order.decline("ada", one.id(), "knows the patient", NOW);

        assertThat(next("ada", NOW).id()).isEqualTo(two.id());
        assertThat(next("ada", NOW).passedOver()).containsExactly(new PassedOver(Reason.DECLINED, 1, ROUTINE));
        assertThat(order.declines("ada")).isEqualTo(1);
        order.leave("ben", NOW);
        assertThat(next("ada", NOW).id()).isEqualTo(one.id());
    }

    @Test
    void noDeclineGoesWithoutAReason() {
        begin("ada");
        var one = arrive(waiting("one", HEAD_CT, ROUTINE, 9));

        assertThatThrownBy(() -> order.decline("ada", one.id(), " ", NOW)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDeclineOfWhatIsHeldGivesItBack() {
        begin("ada");
        begin("ben");
        var one = arrive(waiting("one", HEAD_CT, ROUTINE, 9));
        order.take("ada", one.id(), NOW);

        order.decline("ada", one.id(), "pictures are not good enough", minutes(1));

        assertThat(order.next("ada", minutes(1))).isEmpty();
        assertThat(next("ben", minutes(1)).id()).isEqualTo(one.id());
    }

    @Test
    void theOnlyReaderOfAScarceCaseThatIsDueSoonIsKeptForIt() {
        begin("ada");
        begin("ben");
        var scarce = arrive(waiting("neuro", NEURO_MR, ROUTINE, 24 * 60 - 59));
        var common = arrive(waiting("chest", CHEST_CT, URGENT, 190));
        assertThat(common.dueAt()).isBefore(scarce.dueAt());

        var next = next("ben", NOW);

        assertThat(next.id()).isEqualTo(scarce.id());
        assertThat(next.factors()).extracting(Decision.Factor::kind).contains(Kind.RESERVED);
        assertThat(next.passedOver()).containsExactly(new PassedOver(Reason.KEPT_FOR_SCARCE, 1, URGENT));
    }

    @Test
    void nobodyIsKeptFromAPressingCase() {
        begin("ada");
        begin("ben");
        arrive(waiting("neuro", NEURO_MR, ROUTINE, 24 * 60 - 59));
        var pressing = arrive(flagged(waiting("chest", CHEST_CT, ROUTINE, 3), Severity.CRITICAL, 0.8));

        assertThat(next("ben", NOW).id()).isEqualTo(pressing.id());
    }

    @Test
    void inTheLastHourOfAShiftTheOnlyReaderIsKeptForAnyScarceCase() {
        begin("ada");
        order.join("ben", 1);
        order.beginShift("ben", minutes(50), NOW);
        var scarce = arrive(waiting("neuro", NEURO_MR, ROUTINE, 5));
        arrive(waiting("chest", CHEST_CT, URGENT, 5));

        assertThat(next("ben", NOW).id()).isEqualTo(scarce.id());
    }

    @Test
    void whoHasReadThePatientIsGivenTheNextCaseOfItALittleEarlier() {
        begin("ada");
        var first = arrive(waiting("first", HEAD_CT, ROUTINE, 30));
        var known = arrive(ofPatient(waiting("known", CHEST_CT, ROUTINE, 10), "p"));
        var later = arrive(ofPatient(waiting("later", CHEST_CT, ROUTINE, 5), "q"));
        assertThat(top("ada", NOW)).containsExactly(first, known, later);

        order.remembers("ada", CHEST_CT.tenant(), "p");

        assertThat(top("ada", NOW)).containsExactly(known, first, later);
        assertThat(next("ada", NOW).passedOver()).containsExactly(new PassedOver(Reason.HEAD_START, 1, ROUTINE));
    }

    @Test
    void aHeadStartIsBounded() {
        begin("ada");
        var first = arrive(waiting("first", HEAD_CT, ROUTINE, 40));
        var known = arrive(ofPatient(waiting("known", CHEST_CT, ROUTINE, 10), "p"));
        order.remembers("ada", CHEST_CT.tenant(), "p");

        assertThat(top("ada", NOW)).containsExactly(first, known);
    }

    @Test
    void papersAreAskedAgainOnAnotherDayAndWhenTheyChange() {
        order.join("ada", 1);
        order.beginShift("ada", NOW.plus(Duration.ofDays(3)), NOW);
        papers.endOn("ada", LocalDate.parse("2026-11-24"));
        arrive(waiting("one", HEAD_CT, ROUTINE, 9));
        assertThat(order.next("ada", minutes(14 * 60))).isPresent();
        assertThat(order.next("ada", minutes(15 * 60))).isEmpty();

        papers.endOn("ada", LocalDate.parse("2026-11-30"));
        order.credentialsChanged("ada");

        assertThat(order.next("ada", minutes(15 * 60))).isPresent();
    }

    @Test
    void whoHoldsNothingIsOfferedAnArrivalFirst() {
        order.join("ada", 3);
        order.beginShift("ada", EVENING, NOW);
        begin("ben");
        var busyWith = arrive(waiting("one", HEAD_CT, ROUTINE, 9));
        order.take("ada", busyWith.id(), NOW);
        var arrival = arrive(waiting("two", HEAD_CT, STAT, 0));

        var placement = order.placement(arrival.id(), NOW).orElseThrow();

        assertThat(placement.offers()).extracting(Placement.Offer::reader).containsExactly("ben");
        assertThat(placement.interruption()).isEmpty();
    }

    @Test
    void aLifeThreateningFindingInterruptsTheLeastPressingCaseBegunLast() {
        begin("ada");
        begin("ben");
        var urgent = arrive(waiting("urgent", HEAD_CT, URGENT, 9));
        var routine = arrive(waiting("routine", HEAD_CT, ROUTINE, 9));
        order.take("ada", urgent.id(), NOW);
        order.take("ben", routine.id(), NOW);
        var bleed = arrive(flagged(waiting("bleed", HEAD_CT, ROUTINE, 0), Severity.CRITICAL, 0.9));
        var plain = arrive(waiting("plain", HEAD_CT, URGENT, 0));

        assertThat(order.placement(bleed.id(), NOW).orElseThrow().interruption())
                .contains(new Placement.Interruption("ben", routine.id(), ROUTINE));
        assertThat(order.placement(plain.id(), NOW).orElseThrow().interruption())
                .isEmpty();
        assertThat(order.interruptionOf("ben", NOW))
                .contains(order.placement(bleed.id(), NOW).orElseThrow());
        assertThat(order.interruptionOf("ada", NOW)).isEmpty();
    }

    @Test
    void nobodyIsInterruptedWhileSomebodyElseIsFree() {
        begin("ada");
        var routine = arrive(waiting("routine", HEAD_CT, ROUTINE, 9));
        order.take("ada", routine.id(), NOW);
        arrive(flagged(waiting("bleed", HEAD_CT, ROUTINE, 0), Severity.CRITICAL, 0.9));
        assertThat(order.interruptionOf("ada", NOW)).isPresent();

        begin("ben");

        assertThat(order.interruptionOf("ada", NOW)).isEmpty();
    }

    @Test
    void aReaderWhoOwesACaseItsBoundIsNotInterruptedForALaterOne() {
        begin("ada");
        var routine = arrive(waiting("routine", HEAD_CT, ROUTINE, 9));
        order.take("ada", routine.id(), NOW);
        arrive(waiting("owed", CHEST_CT, ROUTINE, 48 * 60));
        var bleed = arrive(flagged(waiting("bleed", HEAD_CT, ROUTINE, 0), Severity.CRITICAL, 0.9));

        assertThat(order.placement(bleed.id(), NOW).orElseThrow().interruption())
                .isEmpty();
    }

    @Test
    void whatAReaderHeldWaitsAgainWhenTheyLeave() {
        begin("ada");
        begin("ben");
        var one = arrive(waiting("one", HEAD_CT, ROUTINE, 9));
        order.take("ada", one.id(), NOW);

        order.leave("ada", minutes(1));

        assertThat(next("ben", minutes(1)).id()).isEqualTo(one.id());
    }

    @Test
    void aDecisionNamesThePolicyOfTheCasesHospital() {
        var own = PolicyFile.ofHospital(policy, "bounds: {front: 1h, stat: 2h, urgent: 8h, routine: 12h}");
        var two = new ReadingOrder(new Policies(policy, Map.of(NEURO_MR.tenant(), own)), papers);
        two.join("ben", 1);
        two.beginShift("ben", EVENING, NOW);
        two.arrive(waiting("neuro", NEURO_MR, ROUTINE, 12 * 60), NOW);
        two.arrive(waiting("chest", CHEST_CT, STAT, 3), NOW);

        var next = two.next("ben", NOW).orElseThrow();

        assertThat(next.cause()).isEqualTo(Cause.BOUND);
        assertThat(next.policy()).isEqualTo(own.version()).isNotEqualTo(policy.version());
    }

    private void begin(String reader) {
        order.join(reader, 1);
        order.beginShift(reader, EVENING, NOW);
    }

    private Waiting arrive(Waiting work) {
        order.arrive(work, NOW);
        return work;
    }

    private Decision next(String reader, Instant at) {
        return order.next(reader, at).orElseThrow();
    }

    private List<Waiting> top(String reader, Instant at) {
        return order.top(reader, at, 100).stream().map(Standing::work).toList();
    }
}
