package io.dayside.simulation;

import io.dayside.simulation.discipline.PrivatePiles;
import io.dayside.simulation.discipline.PrivatePiles.Choice;
import io.dayside.simulation.discipline.SharedList;
import io.dayside.simulation.engine.Discipline;
import io.dayside.simulation.engine.Floor;

/** A rule by which cases find readers. */
public interface Policy {

    /** As people read it. */
    String words();

    /** Whether it listens to models. */
    boolean hearsModels();

    /** A fresh discipline for one run. */
    Discipline discipline(Floor floor, Scenario scenario);

    /** Rules that others use. */
    enum Baseline implements Policy {
        ROUND_ROBIN_PUSH("push at arrival, round robin, first come first read", false),
        SHORTEST_QUEUE_PUSH("push at arrival, fewest cases, by class", false),
        LEAST_WORK_PUSH("push at arrival, least expected work, by class", false),
        LEAST_WORK_PUSH_SOONEST("the same, when nobody is on shift to whoever comes first", false),
        LEAST_WORK_PUSH_HANDED_BACK("the same, piles given out again at a shift's end", false),
        FIFO_PULL("shared list, first come first read", false),
        CLASS_THEN_AGE_PULL("shared list, by class then age", false),
        CLASS_THEN_AGE_PULL_AI("the same with models", true),
        CLASS_THEN_AGE_INTERRUPTING("the same with models, first class interrupts last", true);

        private final String words;
        private final boolean hearsModels;

        Baseline(String words, boolean hearsModels) {
            this.words = words;
            this.hearsModels = hearsModels;
        }

        /** As files name it: {@code fifo-pull}. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }

        @Override
        public String words() {
            return words;
        }

        @Override
        public boolean hearsModels() {
            return hearsModels;
        }

        @Override
        public Discipline discipline(Floor floor, Scenario scenario) {
            int kinds = Kinds.of(scenario).count();
            int classes = scenario.classes().size();
            return switch (this) {
                case ROUND_ROBIN_PUSH -> new PrivatePiles(floor, Choice.ROUND_ROBIN, false);
                case SHORTEST_QUEUE_PUSH -> new PrivatePiles(floor, Choice.FEWEST_CASES, false);
                case LEAST_WORK_PUSH -> new PrivatePiles(floor, Choice.LEAST_EXPECTED_WORK, false);
                case LEAST_WORK_PUSH_SOONEST -> new PrivatePiles(floor, Choice.LEAST_EXPECTED_WORK_SOONEST, false);
                case LEAST_WORK_PUSH_HANDED_BACK -> new PrivatePiles(floor, Choice.LEAST_EXPECTED_WORK_SOONEST, true);
                case FIFO_PULL -> SharedList.firstComeFirstRead(floor, kinds);
                case CLASS_THEN_AGE_PULL, CLASS_THEN_AGE_PULL_AI -> SharedList.byClass(floor, kinds, classes);
                case CLASS_THEN_AGE_INTERRUPTING -> SharedList.interrupting(floor, kinds, firstInterruptsLast(classes));
            };
        }

        private static int[] firstInterruptsLast(int classes) {
            int[] from = new int[classes];
            java.util.Arrays.fill(from, SharedList.NOTHING);
            if (classes > 1) {
                from[0] = classes - 1;
            }
            return from;
        }
    }
}
