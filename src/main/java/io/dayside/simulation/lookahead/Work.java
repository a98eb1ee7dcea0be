package io.dayside.simulation.lookahead;

/**
 * What a plan knows of a case that waits. All times are minutes.
 *
 * @param minutes that a reader of factor 1 is expected to need
 * @param waited until now
 * @param guarantee of its class, by which a minute of waiting is weighed
 * @param limit promised to its class from arrival to the end of reading
 * @param otherwiseFrom from now, when it is read if this plan does not
 * @param weight of its waiting beside that of other cases of its class
 */
record Work(double minutes, double waited, double guarantee, double limit, double otherwiseFrom, double weight) {

    /** A guarantee waited in full. */
    private static final double GUARANTEE = 100_000;

    /** So many times as much as a minute of waiting weighs one past the limit, besides. */
    private static final double LATE = 4;

    /** @param start minutes from now at which a reader of {@code factor} begins */
    long cost(double start, double factor) {
        double late = Math.max(0, waited + start + minutes * factor - limit);
        return Math.round(weight * GUARANTEE * (waited + start + LATE * late) / guarantee);
    }

    long costOtherwise() {
        return cost(otherwiseFrom, 1);
    }
}
