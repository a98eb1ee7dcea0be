package io.dayside.simulation.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One reader on the simulated floor. */
public final class SimReader {

    /** Longer than any day. */
    private static final double COUNTED_MINUTES = 26 * 60;

    private final int index;
    private final boolean[] kinds;
    private final double factor;
    private final Shifts shifts;
    private final Limits limits;

    /** Minutes at which they finished what may still count, rising. */
    private final List<Double> finished = new ArrayList<>();

    private boolean onShift;
    private double shiftEndsAt;
    private boolean away;
    private boolean resting;
    private @Nullable SimCase reading;
    private double readingSince;
    private double readingEndsAt = Double.POSITIVE_INFINITY;
    private boolean losing;
    private double idleSince;
    private double readMinutes;
    private double readOnShiftMinutes;

    /**
     * @param index place in the list of readers
     * @param kinds which kinds of case the reader may read
     * @param factor minutes this reader needs for a minute of work; 1 is average, more is slower
     */
    public SimReader(int index, boolean[] kinds, double factor, Shifts shifts) {
        this(index, kinds, factor, shifts, Limits.NONE);
    }

    /** One who does not read whatever comes. */
    public SimReader(int index, boolean[] kinds, double factor, Shifts shifts, Limits limits) {
        this.index = index;
        this.kinds = kinds.clone();
        this.factor = factor;
        this.shifts = shifts;
        this.limits = limits;
    }

    public int index() {
        return index;
    }

    public boolean mayRead(int kind) {
        return kinds[kind];
    }

    public double factor() {
        return factor;
    }

    public Shifts shifts() {
        return shifts;
    }

    /** On shift and not gone. */
    public boolean isOn() {
        return onShift && !away;
    }

    public boolean isFree() {
        return isOn() && reading == null && !resting;
    }

    public @Nullable SimCase reading() {
        return reading;
    }

    public double readingSince() {
        return readingSince;
    }

    /** Minutes since which the reader has had nothing to read. */
    public double idleSince() {
        return idleSince;
    }

    /** Minutes of reading inside the measured time. */
    public double readMinutes() {
        return readMinutes;
    }

    /** As {@link #readMinutes}, without what was read after the end of a shift. */
    public double readOnShiftMinutes() {
        return readOnShiftMinutes;
    }

    double readingEndsAt() {
        return readingEndsAt;
    }

    boolean isLosing() {
        return losing;
    }

    /** Minutes when the shift ends that is on, or was last. */
    public double shiftEndsAt() {
        return shiftEndsAt;
    }

    void startShift(double now, double endsAt) {
        onShift = true;
        shiftEndsAt = endsAt;
        idleSince = now;
    }

    void endShift() {
        onShift = false;
    }

    /**
     * They have finished a case.
     *
     * @return minutes from which they may begin another; until then they rest
     */
    double finished(double now) {
        if (limits == Limits.NONE) {
            return now;
        }
        finished.removeIf(at -> at < now - COUNTED_MINUTES);
        finished.add(now);
        double from = limits.oneMoreFrom(finished, now);
        resting = from > now;
        return from;
    }

    void rested(double now) {
        resting = false;
        idleSince = now;
    }

    boolean isResting() {
        return resting;
    }

    void leave() {
        away = true;
    }

    void comeBack(double now) {
        away = false;
        idleSince = now;
    }

    void open(SimCase simCase, double now) {
        simCase.open(now);
        reading = simCase;
        readingSince = now;
        losing = simCase.losesConnection();
        double share = losing ? simCase.spec().lostAfter() : 1;
        readingEndsAt = now + simCase.remainingMinutes() * factor * share;
    }

    /** Ends reading, finished or not. */
    SimCase stop(double now, double measuredFrom, double measuredUntil) {
        SimCase stopped = reading;
        if (stopped == null) {
            throw new IllegalStateException("reader %d reads nothing".formatted(index));
        }
        readMinutes += overlap(readingSince, now, measuredFrom, measuredUntil);
        readOnShiftMinutes += overlap(readingSince, Math.min(now, shiftEndsAt), measuredFrom, measuredUntil);
        reading = null;
        readingEndsAt = Double.POSITIVE_INFINITY;
        idleSince = now;
        return stopped;
    }

    static double overlap(double from, double until, double measuredFrom, double measuredUntil) {
        return Math.max(0, Math.min(until, measuredUntil) - Math.max(from, measuredFrom));
    }
}
