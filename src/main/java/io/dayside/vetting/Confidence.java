package io.dayside.vetting;

/** How sure a candidate is that something is there. */
public enum Confidence {
    SURELY_NOT(2, "No, certain"),
    PROBABLY_NOT(20, "No, likely"),
    RATHER_NOT(40, "No, leaning"),
    RATHER(60, "Yes, leaning"),
    PROBABLY(80, "Yes, likely"),
    SURELY(98, "Yes, certain");

    private static final int EVEN = 50;

    private final int percent;
    private final String words;

    Confidence(int percent, String words) {
        this.percent = percent;
        this.words = words;
    }

    /** The probability that it stands for. */
    public int percent() {
        return percent;
    }

    public String words() {
        return words;
    }

    /** Whether the candidate would report it. */
    public boolean isThere() {
        return percent > EVEN;
    }
}
