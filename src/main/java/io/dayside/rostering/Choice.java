package io.dayside.rostering;

/** A shift of one worker as the solver sees it. Told apart by identity. */
public final class Choice {

    final ShiftOption option;

    /** Of each hour and need for which it counts and somebody is missing, the place in {@link #missing}. */
    final int[] cells;

    /** Hundredths of readers that are missing before anything is chosen; one for all choices. */
    final int[] missing;

    Choice(ShiftOption option, int[] cells, int[] missing) {
        this.option = option;
        this.cells = cells;
        this.missing = missing;
    }

    @Override
    public String toString() {
        return option.toString();
    }
}
