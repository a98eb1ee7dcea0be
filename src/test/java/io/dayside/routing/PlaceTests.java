package io.dayside.routing;

import static io.dayside.routing.RoutingFixtures.NOW;
import static io.dayside.routing.RoutingFixtures.clock;
import static io.dayside.routing.RoutingFixtures.work;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.Case;
import io.dayside.routing.Place.Rank;
import io.dayside.sla.CaseClock;
import io.dayside.tenancy.Priority;
import io.dayside.triage.Assessment.Status;
import io.dayside.triage.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTests {

    private static final Duration TARGET = Duration.ofHours(10);

    @ParameterizedTest
    @CsvSource({
        "STAT,    CRITICAL,    FRONT",
        "ROUTINE, CRITICAL,    FRONT",
        "STAT,    SIGNIFICANT, STAT",
        "URGENT,  SIGNIFICANT, URGENT",
        "ROUTINE, SIGNIFICANT, URGENT",
        "ROUTINE, INCIDENTAL,  ROUTINE"
    })
    void aFlaggedFindingMovesForwardByItsSeverity(Priority priority, Severity severity, Rank rank) {
        assertThat(place(work(priority, Status.DONE, 0.9, severity, "A"), TARGET)
                        .rank())
                .isEqualTo(rank);
    }

    @Test
    void theClassSaysWhatGaveIt() {
        assertThat(PlaceInWords.classed(place(work(Priority.STAT, Status.DONE, 0.9, Severity.CRITICAL, "A"), TARGET)))
                .isEqualTo("front · model");
        assertThat(PlaceInWords.classed(place(work(Priority.STAT, Status.DONE, 0, Severity.INCIDENTAL, "A"), TARGET)))
                .isEqualTo("STAT · order");
        assertThat(PlaceInWords.classed(place(
                        work(Priority.ROUTINE, Status.DONE, 0, Severity.INCIDENTAL, "A"), Duration.ofMinutes(-5))))
                .isEqualTo("STAT · clock");
    }

    @Test
    void whatIsNotFlaggedOrNotDoneMovesNothing() {
        assertThat(place(work(Priority.ROUTINE, Status.DONE, 0, Severity.CRITICAL, "A"), TARGET)
                        .rank())
                .isEqualTo(Rank.ROUTINE);
        assertThat(place(work(Priority.ROUTINE, Status.RUNNING, 0.9, Severity.CRITICAL, "A"), TARGET)
                        .rank())
                .isEqualTo(Rank.ROUTINE);
    }

    @ParameterizedTest
    @CsvSource({
        "ROUTINE,  121, ROUTINE",
        "ROUTINE,  119, URGENT",
        "ROUTINE,   -1, STAT",
        "ROUTINE, -599, STAT",
        "ROUTINE, -601, FRONT",
        "URGENT,   119, STAT",
        "URGENT,    -1, FRONT",
        "STAT,     121, STAT",
        "STAT,     119, FRONT"
    })
    void aCaseShortOfTimeMovesForward(Priority priority, int minutesLeft, Rank rank) {
        var work = work(priority, Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, "A");

        assertThat(place(work, Duration.ofMinutes(minutesLeft)).rank()).isEqualTo(rank);
    }

    /** For any other cases: with a model's finding no case stands further back than without it. */
    @RepeatedTest(200)
    void modelsNeverMoveACaseBack() {
        var random = new Random();
        var others = new ArrayList<Place>();
        for (int i = 0; i < 30; i++) {
            others.add(place(any(random, "B" + i), left(random)));
        }
        var left = left(random);
        var priority = any(random, Priority.values());
        var without = place(work(priority, Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, "A"), left);
        var severity = any(random, Severity.values());
        var status = any(random, Status.values());
        var with = place(work(priority, status, random.nextDouble(), severity, "A"), left);

        assertThat(position(with, others)).isLessThanOrEqualTo(position(without, others));
    }

    @Test
    void waitingNeverMovesACaseBehindYoungerOnesOfItsPriority() {
        var old = work(Priority.ROUTINE, Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, "OLD");
        var young = work(Priority.ROUTINE, Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, "YOUNG");
        for (int hours = 0; hours < 48; hours++) {
            var now = NOW.plus(Duration.ofHours(hours));
            assertThat(Place.of(old, clock(old, TARGET, Duration.ofHours(8)), now))
                    .isLessThan(Place.of(young, clock(young, TARGET, Duration.ofHours(9)), now));
        }
    }

    @Test
    void nobodyStarvesBehindAStreamOfFreshUrgentCases() {
        var old = place(
                work(Priority.ROUTINE, Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, "OLD"),
                TARGET.negated().minusMinutes(1));
        var flagged = work(Priority.STAT, Status.DONE, 0.99, Severity.CRITICAL, "NEW");

        assertThat(old).isLessThan(place(flagged, Duration.ofHours(10)));
    }

    @Test
    void theOrderDoesNotDependOnHowCasesArrive() {
        var places = new ArrayList<Place>();
        for (int i = 0; i < 40; i++) {
            places.add(place(work(Priority.URGENT, Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, "N" + i), TARGET));
        }
        var once = places.stream().sorted().toList();
        Collections.shuffle(places);

        assertThat(places.stream().sorted().toList()).isEqualTo(once);
    }

    @Test
    void theMostPressingReasonIsSaidFirst() {
        var flagged = work(Priority.ROUTINE, Status.DONE, 0.94, Severity.CRITICAL, "A");
        CaseClock running = clock(flagged, Duration.ofMinutes(30), Duration.ofMinutes(20));

        assertThat(PlaceInWords.why(flagged, running, Place.of(flagged, running, NOW), "Harbour Clinic", NOW))
                .containsExactly(
                        "a model flags intracranial haemorrhage 0.94 (demonstration)",
                        "routine order",
                        "20 min left of 30 min",
                        "waiting 10 min");
    }

    @Test
    void aBrokenPromiseSaysByHowMuch() {
        var late = work(Priority.ROUTINE, Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, "A");
        CaseClock running = clock(late, Duration.ofMinutes(30), Duration.ofMinutes(-6));

        assertThat(PlaceInWords.why(late, running, Place.of(late, running, NOW), "Harbour Clinic", NOW))
                .startsWith("6 min over the promised 30 min");
    }

    private static Place place(Case work, Duration left) {
        return Place.of(work, clock(work, TARGET, left), NOW);
    }

    private static Case any(Random random, String number) {
        return work(
                any(random, Priority.values()),
                Status.DONE,
                random.nextBoolean() ? 0 : random.nextDouble(),
                any(random, Severity.values()),
                number);
    }

    private static <T> T any(Random random, T[] values) {
        return List.of(values).get(random.nextInt(values.length));
    }

    private static Duration left(Random random) {
        return Duration.ofMinutes(random.nextInt(-900, 600));
    }

    private static long position(Place one, List<Place> others) {
        return others.stream().filter(other -> other.compareTo(one) < 0).count();
    }
}
