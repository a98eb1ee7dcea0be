package io.dayside.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What counts against somebody's contract, over all hospitals.
 *
 * @param held how many cases they hold
 * @param signed when they signed others, oldest first; what was signed long ago may be missing
 * @param worked time on shift this week
 */
record ContractUse(int held, List<Instant> signed, Duration worked) {

    static final ContractUse NONE = new ContractUse(0, List.of(), Duration.ZERO);

    ContractUse {
        signed = List.copyOf(signed);
    }

    /** As it would be had they put a case aside. */
    ContractUse withOneAside() {
        return new ContractUse(Math.max(0, held - 1), signed, worked);
    }
}
