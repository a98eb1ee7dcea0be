package io.dayside.intake;

/** What made a study complete. */
public enum CompletedBecause {
    QUIET_TIME("quiet time"),
    EXPECTED_COUNT("expected count"),
    PERFORMED_STEP("performed step"),
    STORAGE_COMMITMENT("storage commitment"),
    EXPLICIT_CALL("explicit call");

    private final String words;

    CompletedBecause(String words) {
        this.words = words;
    }

    /** As it stands in the trail. */
    String words() {
        return words;
    }
}
