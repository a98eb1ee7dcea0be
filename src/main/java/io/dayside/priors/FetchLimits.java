package io.dayside.priors;

import java.time.Duration;

/**
 * What is taken of one prior. A PACS that is slow beyond the time gave what it gave: it would not be faster the next time.
 */
record FetchLimits(int objects, long bytes, Duration time) {

    static final FetchLimits OF_A_PRIOR = new FetchLimits(20_000, 16L * 1024 * 1024 * 1024, Duration.ofMinutes(30));
}
