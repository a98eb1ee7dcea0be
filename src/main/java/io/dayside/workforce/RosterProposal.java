package io.dayside.workforce;

import io.dayside.workforce.Coverage.Ahead;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

/**
 * A week as it could be.
 *
 * @param shifts everybody's, also those that fall away, in the order of names and then of time
 * @param uncoveredBefore demand-hours without a reader, of all hospitals
 * @param before readers by the hour as things are, of the hospitals that the asker may see
 * @param after readers by the hour as proposed
 * @param missing what stays uncovered of those hospitals, and why
 */
public record RosterProposal(
        UUID id,
        LocalDate monday,
        List<PlannedShift> shifts,
        int uncoveredBefore,
        int uncoveredAfter,
        List<Ahead> before,
        List<Ahead> after,
        List<Missing> missing) {

    public enum Step {
        KEPT,
        ADDED,
        DROPPED
    }

    /** @param locked whether no proposal may change it */
    public record PlannedShift(
            String username, String displayName, Instant begins, Instant ends, Step step, boolean locked) {}

    /**
     * Hours in a row in which somebody is missing.
     *
     * @param until exclusive
     * @param why of its first hour, in words
     */
    public record Missing(String facility, String modality, Instant from, Instant until, String why) {}

    public long changes() {
        return shifts.stream().filter(shift -> shift.step() != Step.KEPT).count();
    }
}
