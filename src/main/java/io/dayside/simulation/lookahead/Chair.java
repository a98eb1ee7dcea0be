package io.dayside.simulation.lookahead;

/** A reader as a plan sees them, now or as they come within its horizon. Told apart by identity. */
public final class Chair {

    final int reader;
    final double from;
    final double until;
    final double factor;

    /**
     * @param reader place in the list of readers
     * @param from minutes from now when they can begin
     * @param until minutes from now after which they begin nothing
     * @param factor minutes they need for a minute of work
     */
    Chair(int reader, double from, double until, double factor) {
        this.reader = reader;
        this.from = from;
        this.until = until;
        this.factor = factor;
    }

    @Override
    public String toString() {
        return "reader " + reader;
    }
}
