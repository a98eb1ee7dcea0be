package io.dayside.workforce;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What is asked of a proposal.
 *
 * @param monday first day, of everybody's own zone
 * @param readers wanted in each hour for each facility and modality, 1 to 9
 * @param unusualHours whether somebody may be proposed for hours at which they never begin
 * @param locked shifts that stay as they are or as they were proposed
 * @param refused shifts that are not to be
 */
public record RosterWish(
        LocalDate monday, int readers, boolean unusualHours, List<ShiftKey> locked, List<ShiftKey> refused) {

    private static final int MOST_READERS = 9;
    private static final int MOST_KEYS = 1_000;

    /** A shift by who works it and when it begins. */
    public record ShiftKey(String username, Instant begins) {}

    /** @throws IllegalArgumentException in words */
    public RosterWish {
        locked = List.copyOf(locked);
        refused = List.copyOf(refused);
        if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
            throw new IllegalArgumentException("The week must begin on a Monday; %s is none.".formatted(monday));
        }
        if (readers < 1 || readers > MOST_READERS) {
            throw new IllegalArgumentException("Readers wanted must be 1 to %d.".formatted(MOST_READERS));
        }
        if (locked.size() > MOST_KEYS || refused.size() > MOST_KEYS) {
            throw new IllegalArgumentException(
                    "At most %d shifts can be locked, and as many refused.".formatted(MOST_KEYS));
        }
    }
}
