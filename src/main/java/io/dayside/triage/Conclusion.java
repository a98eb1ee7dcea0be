package io.dayside.triage;

/** What one model makes of a study. */
sealed interface Conclusion {

    record Claimed(ModelFinding finding) implements Conclusion {}

    /** @param reason in plain words, without a value of the study */
    record Declined(String reason) implements Conclusion {}
}
