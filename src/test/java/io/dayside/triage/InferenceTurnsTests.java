package io.dayside.triage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class InferenceTurnsTests {

    private final InferenceTurns turns = new InferenceTurns(2, 2);

    @Test
    void twoAtATimeAndTheMostUrgentNext() {
        assertThat(turns.ask(1).join()).isTrue();
        assertThat(turns.ask(1).join()).isTrue();
        var low = turns.ask(3);
        var high = turns.ask(9);
        assertThat(List.of(low, high)).noneMatch(CompletableFuture::isDone);

        turns.leave();
        assertThat(high.join()).isTrue();
        assertThat(low).isNotDone();
        turns.leave();
        assertThat(low.join()).isTrue();

        turns.leave();
        turns.leave();
        assertThat(turns.ask(0).join()).as("all are free again").isTrue();
    }

    @Test
    void whoIsMoreUrgentTakesThePlaceOfWhoIsLeast() {
        assertThat(turns.ask(1).join()).isTrue();
        assertThat(turns.ask(1).join()).isTrue();
        var first = turns.ask(5);
        var second = turns.ask(4);

        assertThat(turns.ask(3).join()).as("less urgent than all who wait").isFalse();
        assertThat(turns.ask(4).join())
                .as("no more urgent than who came before")
                .isFalse();
        var urgent = turns.ask(AssessmentOrder.URGENT);
        assertThat(second.join()).isFalse();
        assertThat(first).isNotDone();

        turns.leave();
        assertThat(urgent.join()).isTrue();
    }

    /** As the scheduler does it: the most urgent that is due asks when a thread is free, and again after it lost its place. */
    @Test
    void behindTenThousandOfOneHospitalAnothersTenAndAStatStudyAreServedAtOnce() {
        var due = new PriorityQueue<Integer>(Collections.reverseOrder());
        for (int i = 0; i < 10_000; i++) {
            due.add(AssessmentOrder.ROUTINE - i);
        }
        var asked = new HashMap<Integer, List<CompletableFuture<Boolean>>>();
        var served = new ArrayList<Integer>();
        ask(due, asked, 4);
        for (int i = 0; i < 10; i++) {
            due.add(AssessmentOrder.ROUTINE - i);
        }
        due.add(AssessmentOrder.URGENT);

        for (int turn = 0; turn < 40; turn++) {
            ask(due, asked, 1);
            settle(due, asked, served);
            turns.leave();
        }
        settle(due, asked, served);

        assertThat(served.indexOf(AssessmentOrder.URGENT))
                .as("behind the two that were running")
                .isLessThanOrEqualTo(3);
        assertThat(Collections.frequency(served.subList(0, 26), AssessmentOrder.ROUTINE - 9))
                .as("both hospitals' tenth studies")
                .isEqualTo(2);
    }

    private void ask(PriorityQueue<Integer> due, Map<Integer, List<CompletableFuture<Boolean>>> asked, int threads) {
        for (int i = 0; i < threads; i++) {
            int priority = due.remove();
            asked.computeIfAbsent(priority, _ -> new ArrayList<>()).add(turns.ask(priority));
        }
    }

    private static void settle(
            PriorityQueue<Integer> due, Map<Integer, List<CompletableFuture<Boolean>>> asked, List<Integer> served) {
        asked.forEach((priority, answers) -> answers.removeIf(answer -> {
            if (!answer.isDone()) {
                return false;
            }
            (answer.join() ? served : due).add(priority);
            return true;
        }));
    }
}
