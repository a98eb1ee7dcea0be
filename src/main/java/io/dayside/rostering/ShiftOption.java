package io.dayside.rostering;

/**
 * A shift that somebody could work. Minutes since the begin of the horizon, real ones, so that a shift over a change to or
 * from daylight saving is as long as it is.
 *
 * @param from may lie before the horizon
 * @param until exclusive
 * @param counted minutes that count as hours of the contract's week
 * @param usual whether it is worked when nothing is changed
 * @param night whether it lies in the night of whoever works it
 * @param weekend whether it begins on a Saturday or Sunday of whoever works it
 */
public record ShiftOption(int from, int until, int counted, boolean usual, boolean night, boolean weekend) {

    public ShiftOption {
        if (until <= from || counted < 0 || counted > until - from) {
            throw new IllegalArgumentException("a shift must end after it begins, and count no more than it lasts");
        }
    }

    int minutes() {
        return until - from;
    }

    /**
     * Minutes of rest that are missing between the two, in whichever order. Between two usual ones that do not overlap none are: that is as
     * somebody has agreed to, or one shift with a break.
     */
    int restMissing(ShiftOption other) {
        int rest = Math.max(other.from - until, from - other.until);
        boolean agreed = usual && other.usual && rest >= 0;
        return agreed ? 0 : Math.max(0, RosterProblem.REST_MINUTES - rest);
    }

    /** Nights and weekend days that are not usual. */
    int burden() {
        return usual ? 0 : (night ? 1 : 0) + (weekend ? 1 : 0);
    }
}
