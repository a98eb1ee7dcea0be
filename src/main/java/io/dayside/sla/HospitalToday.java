package io.dayside.sla;

import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A hospital's day so far, from midnight in its own zone.
 *
 * @param finished reports that became final today
 * @param onTime how many of them within the promise
 * @param medianTurnaround of those; absent while there are none
 * @param open cases that somebody still has to read
 * @param breached how many of the open ones are over their promise
 * @param promises longest turnaround by priority
 */
public record HospitalToday(
        TenantId tenant,
        String hospital,
        int finished,
        int onTime,
        @Nullable Duration medianTurnaround,
        int open,
        int breached,
        Map<Priority, Duration> promises) {}
