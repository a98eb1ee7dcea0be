package io.dayside.simulation.engine;

/** One case on its way through one simulation. */
public final class SimCase {

    private final CaseSpec spec;
    private int pressing;
    private double remainingMinutes;
    private double waitingSince;
    private double waitedMinutes;
    private double openedAt = Double.NaN;
    private double closedAt = Double.NaN;
    private boolean waiting;
    private boolean connectionLost;
    private int interruptions;

    SimCase(CaseSpec spec) {
        this.spec = spec;
        this.pressing = spec.orderClass();
        this.remainingMinutes = spec.workMinutes();
    }

    public CaseSpec spec() {
        return spec;
    }

    /** The class it has now, 0 the most pressing; a flag may have raised it. */
    public int pressing() {
        return pressing;
    }

    /** Stands in the list: neither read nor closed, nor held by a reader who is gone. */
    public boolean isWaiting() {
        return waiting;
    }

    /** Minutes of all its waits, those after an interruption included. */
    public double waitedMinutes() {
        return waitedMinutes;
    }

    /** Minutes when it was first opened; NaN before. */
    public double openedAt() {
        return openedAt;
    }

    /** Minutes when its reading ended; NaN before. */
    public double closedAt() {
        return closedAt;
    }

    public int interruptions() {
        return interruptions;
    }

    double remainingMinutes() {
        return remainingMinutes;
    }

    boolean losesConnection() {
        return !connectionLost && spec.lostAfter() < 1;
    }

    void raise() {
        pressing = Math.min(pressing, spec.flaggedClass());
    }

    void waitFrom(double now) {
        waiting = true;
        waitingSince = now;
    }

    void open(double now) {
        if (!waiting) {
            throw new IllegalStateException("case %d is handed out but does not wait".formatted(spec.number()));
        }
        waiting = false;
        waitedMinutes += now - waitingSince;
        if (Double.isNaN(openedAt)) {
            openedAt = now;
        }
    }

    void interrupt(double workDone) {
        interruptions++;
        remainingMinutes = Math.max(0, remainingMinutes - workDone);
    }

    /** What was done is lost; the time until the lease ends is waiting too. */
    void lose(double now) {
        connectionLost = true;
        waitingSince = now;
    }

    /** Stands in the list again, having waited since its reader was lost. */
    void comeBack() {
        waiting = true;
    }

    void close(double now) {
        remainingMinutes = 0;
        closedAt = now;
    }
}
