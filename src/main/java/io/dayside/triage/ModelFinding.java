package io.dayside.triage;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing a model claims at one place. A demonstration, not for clinical use.
 *
 * @param label what is claimed, for example {@code intracranial haemorrhage}
 * @param probability calibrated, 0 to 1
 * @param frame of the instance, from 1
 * @param region in pixels of that frame, absent where the model gives none
 * @param flagged whether the probability is at or above the model's operating point
 */
public record ModelFinding(
        UUID id,
        String label,
        double probability,
        boolean flagged,
        Severity severity,
        String sopInstanceUid,
        int frame,
        @Nullable Region region,
        String model,
        String modelVersion) {

    /** A rectangle, origin top left, in pixels. */
    public record Region(int x, int y, int width, int height) {}
}
