package io.dayside.sla;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a case's clock may begin.
 *
 * @param orderedAt when the order came that asks for it, the last time where it was cancelled between; absent without one
 */
record Beginnings(@Nullable Instant orderedAt, Instant completeAt) {

    /** With what it begins where a contract asks for {@code wanted}. */
    ClockBegin with(ClockBegin wanted) {
        boolean orderedBefore = orderedAt != null && orderedAt.isBefore(completeAt);
        return wanted == ClockBegin.ORDER && orderedBefore ? ClockBegin.ORDER : ClockBegin.STUDY_COMPLETE;
    }

    Instant at(ClockBegin wanted) {
        return orderedAt != null && with(wanted) == ClockBegin.ORDER ? orderedAt : completeAt;
    }
}
