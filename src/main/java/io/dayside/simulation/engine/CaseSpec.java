package io.dayside.simulation.engine;

/**
 * One case as drawn, the same under every discipline.
 *
 * @param number order of arrival, from 0
 * @param arrivesAt minutes
 * @param kind which readers may read it: index into {@link SimReader#mayRead}
 * @param group under which it is reported
 * @param orderClass by its order; 0 is the most pressing
 * @param flaggedAt minutes, when a model's flag arrives; infinite for never
 * @param flaggedClass what the flag raises it to
 * @param flagProbability calibrated, of a flagged case to have the finding
 * @param workMinutes of reading by a reader of factor 1
 * @param expectedMinutes the mean of {@code workMinutes}, all that a discipline may know
 * @param lostAfter share of the reading after which the reader's connection is lost once; infinite for never
 */
public record CaseSpec(
        int number,
        double arrivesAt,
        int kind,
        int group,
        int orderClass,
        double flaggedAt,
        int flaggedClass,
        double flagProbability,
        double workMinutes,
        double expectedMinutes,
        double lostAfter) {

    /** A case that everybody may read, that no model flags and no connection loses. */
    public static CaseSpec plain(int number, double arrivesAt, int orderClass, double workMinutes, double expected) {
        return new CaseSpec(
                number,
                arrivesAt,
                0,
                orderClass,
                orderClass,
                Double.POSITIVE_INFINITY,
                orderClass,
                1,
                workMinutes,
                expected,
                Double.POSITIVE_INFINITY);
    }
}
