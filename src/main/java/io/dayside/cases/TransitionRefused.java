package io.dayside.cases;

/** A case may not go from one state to the other. */
public final class TransitionRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final CaseState from;
    private final CaseState to;

    public TransitionRefused(CaseState from, CaseState to) {
        super("a case that is " + from + " cannot become " + to);
        this.from = from;
        this.to = to;
    }

    public CaseState from() {
        return from;
    }

    public CaseState to() {
        return to;
    }
}
