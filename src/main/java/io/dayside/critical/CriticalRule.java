package io.dayside.critical;

import java.time.Duration;
import java.util.List;

/**
 * What a hospital's critical results are promised, and who is told while nobody acknowledges them.
 *
 * @param acknowledged longest time from raising to acknowledgement
 * @param ladder the least time first; begins after the hospital's coordinators were told at once
 * @param again how often the last step is repeated
 */
record CriticalRule(Duration acknowledged, List<Step> ladder, Duration again) {

    /** Who is told. */
    enum Tell {
        COORDINATORS,
        /** Everybody of the hospital's own who sees its studies. */
        HOSPITAL,
        /** Who raised it, so that they call. */
        SPECIALIST,
        MANAGERS,
        /** Those who are named. */
        PEOPLE
    }

    /**
     * @param after since it was raised
     * @param people usernames, where {@code tell} says so
     */
    record Step(Duration after, Tell tell, List<String> people) {

        Step {
            people = people == null ? List.of() : List.copyOf(people);
        }
    }

    /** For hospitals that say nothing. */
    static final CriticalRule USUAL = new CriticalRule(
            Duration.ofHours(1),
            List.of(
                    new Step(Duration.ofMinutes(10), Tell.COORDINATORS, List.of()),
                    new Step(Duration.ofMinutes(20), Tell.SPECIALIST, List.of()),
                    new Step(Duration.ofMinutes(30), Tell.MANAGERS, List.of())),
            Duration.ofMinutes(15));

    /** Whom a new one is told. */
    static final Step AT_ONCE = new Step(Duration.ZERO, Tell.COORDINATORS, List.of());

    CriticalRule {
        ladder = List.copyOf(ladder);
    }

    /** The step that is repeated once all were taken. */
    Step last() {
        return ladder.isEmpty() ? AT_ONCE : ladder.getLast();
    }
}
