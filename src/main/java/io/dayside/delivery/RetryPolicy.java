package io.dayside.delivery;

import java.time.Duration;

/** When to try again: soon at first, since most interruptions are short, then at a pace that does not flood. */
final class RetryPolicy {

    /** A receiver that refuses the same message this often will not take it; a person has to look. */
    static final int MOST_REJECTIONS = 5;

    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int DOUBLINGS_TO_LONGEST = 7;

    private RetryPolicy() {}

    /** @param tries how often it was tried, at least 1 */
    static Duration pauseAfter(int tries) {
        if (tries < 1) {
            throw new IllegalArgumentException("tries must be at least 1, was " + tries);
        }
        var pause = FIRST.multipliedBy(1L << Math.min(tries - 1, DOUBLINGS_TO_LONGEST));
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }
}
