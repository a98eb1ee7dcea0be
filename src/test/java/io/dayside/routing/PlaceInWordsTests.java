package io.dayside.routing;

import static io.dayside.routing.RoutingFixtures.NOW;
import static io.dayside.routing.RoutingFixtures.clock;
import static io.dayside.routing.RoutingFixtures.work;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.Case;
import io.dayside.routing.engine.PolicyFile;
import io.dayside.routing.engine.ReadingClass;
import io.dayside.routing.engine.RoutingPolicy;
import io.dayside.routing.engine.Standing;
import io.dayside.sla.CaseClock;
import io.dayside.tenancy.Priority;
import io.dayside.triage.Assessment.Status;
import io.dayside.triage.Severity;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceInWordsTests {

    private static final Duration TARGET = Duration.ofHours(10);
    private static final RoutingPolicy POLICY = PolicyFile.standard();

    @ParameterizedTest
    @CsvSource({
        "STAT,    CRITICAL,    FRONT",
        "ROUTINE, CRITICAL,    FRONT",
        "STAT,    SIGNIFICANT, STAT",
        "URGENT,  SIGNIFICANT, URGENT",
        "ROUTINE, SIGNIFICANT, URGENT",
        "ROUTINE, INCIDENTAL,  ROUTINE"
    })
    void aFlaggedFindingMovesForwardByItsSeverity(Priority priority, Severity severity, ReadingClass rank) {
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
                .isEqualTo(ReadingClass.ROUTINE);
        assertThat(place(work(Priority.ROUTINE, Status.RUNNING, 0.9, Severity.CRITICAL, "A"), TARGET)
                        .rank())
                .isEqualTo(ReadingClass.ROUTINE);
    }

    @ParameterizedTest
    @CsvSource({
        "ROUTINE,  121, ROUTINE",
        "ROUTINE,  119, URGENT",
        "ROUTINE,   -1, STAT",
        "ROUTINE, -599, STAT",
        "ROUTINE, -601, FRONT",
        "URGENT,   119, URGENT",
        "URGENT,    -1, STAT",
        "STAT,     121, STAT",
        "STAT,     119, FRONT"
    })
    void aCaseShortOfTimeMovesForward(Priority priority, int minutesLeft, ReadingClass rank) {
        var work = work(priority, Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, "A");

        assertThat(place(work, Duration.ofMinutes(minutesLeft)).rank()).isEqualTo(rank);
    }

    @Test
    void theMostPressingReasonIsSaidFirst() {
        var flagged = work(Priority.ROUTINE, Status.DONE, 0.94, Severity.CRITICAL, "A");
        CaseClock running = clock(flagged, Duration.ofMinutes(30), Duration.ofMinutes(20));

        assertThat(PlaceInWords.why(flagged, running, place(flagged, running), "Harbour Clinic", NOW))
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

        assertThat(PlaceInWords.why(late, running, place(late, running), "Harbour Clinic", NOW))
                .startsWith("6 min over the promised 30 min");
    }

    @Test
    void modelsNeverMoveACaseBack() {
        for (var priority : Priority.values()) {
            var without = place(work(priority, Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, "A"), TARGET);
            for (var severity : Severity.values()) {
                var with = place(work(priority, Status.DONE, 0.7, severity, "A"), TARGET);
                assertThat(with.rank()).isLessThanOrEqualTo(without.rank());
                assertThat(with.pressing()).isBeforeOrEqualTo(without.pressing());
            }
        }
    }

    @Test
    void whatHasWaitedItsBoundSaysSo() {
        var old = work(Priority.ROUTINE, Status.NOT_ASSESSED, 0, Severity.INCIDENTAL, "A");
        var running = clock(old, TARGET, Duration.ofHours(-38));

        assertThat(PlaceInWords.why(old, running, place(old, Duration.ofHours(-38)), "Harbour Clinic", NOW))
                .startsWith("has waited so long that nothing later goes before it");
    }

    private static Standing place(Case work, Duration left) {
        return place(work, clock(work, TARGET, left));
    }

    private static Standing place(Case work, CaseClock clock) {
        return Standing.of(WaitingWork.of(work, clock), POLICY, NOW);
    }
}
