package io.dayside.simulation.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides who reads what: hears of every change on the floor, and is asked wherever there is a choice. */
public interface Discipline {

    /** A case has come, or has come back unread or half read. */
    void waits(SimCase simCase, double now);

    /** A flag has raised a waiting case, which had class {@code before}. */
    void raised(SimCase simCase, int before, double now);

    /** A flag has raised a case while it is being read. */
    default void raisedInReading(SimCase simCase, double now) {}

    /** Takes out the case that this free reader reads now; null for nothing that they may read. */
    @Nullable
    SimCase next(SimReader reader, double now);

    /** Which free reader is asked for the sake of this waiting case; null when it goes on waiting. */
    @Nullable
    SimReader freeReaderFor(SimCase simCase, double now);

    /** Whose reading is interrupted for this waiting case; null for nobody's. */
    default @Nullable SimReader interruptedBy(SimCase simCase, double now) {
        return null;
    }

    /** A reader has finished a case. */
    default void finished(SimReader reader, SimCase simCase, double now) {}

    /** A reader has come on shift, or is there again, and is asked for {@link #next} after this. */
    default void shiftStarted(SimReader reader, double now) {}

    /**
     * A reader has gone off shift, or is lost.
     *
     * @return waiting cases that have to be offered anew, since they stood with this reader
     */
    default Iterable<SimCase> shiftEnded(SimReader reader, double now) {
        return List.of();
    }
}
