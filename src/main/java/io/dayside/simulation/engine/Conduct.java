package io.dayside.simulation.engine;

/**
 * How people behave, whatever the discipline.
 *
 * @param modelsFlag whether flags of models are heard
 * @param handBackAtShiftEnd whether a case half read at the end of a shift goes back at once, its work kept;
 *     otherwise it is finished after the end
 * @param leaseMinutes after which a case comes back whose reader was lost
 * @param awayMinutes after which a lost reader is there again
 */
public record Conduct(boolean modelsFlag, boolean handBackAtShiftEnd, double leaseMinutes, double awayMinutes) {

    /** Flags heard, cases finished. */
    public static final Conduct USUAL = new Conduct(true, false, 10, 15);

    public Conduct withModels(boolean flag) {
        return new Conduct(flag, handBackAtShiftEnd, leaseMinutes, awayMinutes);
    }
}
