package io.dayside.vetting;

/** What a candidate is marked by. Less is better in all of them. */
public enum Criterion {
    /** Pathology that was there and not found, in percent of what was there. */
    MISSED("missed", "missed pathology", "%"),
    /** Pathology that was reported and not there, in percent of what was not there. */
    FALSE_ALARMS("falseAlarms", "false alarms", "%"),
    /** Errors of the AI that the candidate followed, in percent of its errors. */
    OVER_TRUST("overTrust", "over-trust in the AI", "%"),
    /** Right claims of the AI that the candidate turned down, in percent of its right claims. */
    UNDER_TRUST("underTrust", "under-trust in the AI", "%"),
    /** Mean squared distance of stated confidence from the truth, in percent: the Brier score times 100. */
    BRIER("brier", "calibration (Brier score)", "%"),
    /** Half of the cases took longer. */
    MEDIAN_MINUTES("medianMinutes", "median time for a case", "min");

    private final String field;
    private final String words;
    private final String unit;

    Criterion(String field, String words, String unit) {
        this.field = field;
        this.words = words;
        this.unit = unit;
    }

    /** As files and programs name it. */
    public String field() {
        return field;
    }

    /** As pages name it. */
    public String words() {
        return words;
    }

    public String unit() {
        return unit;
    }
}
