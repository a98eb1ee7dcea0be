package io.dayside.reading;

/** Why a model's finding is wrong. */
public enum RejectionReason {
    ARTEFACT(1, "artefact"),
    NORMAL_ANATOMY(2, "normal anatomy"),
    KNOWN(3, "known or old"),
    WRONG_PLACE(4, "wrong place"),
    OTHER(5, "other");

    private final int key;
    private final String words;

    RejectionReason(int key, String words) {
        this.key = key;
        this.words = words;
    }

    /** The digit that gives this reason after {@code R}. */
    public int key() {
        return key;
    }

    /** What a person reads, also in the signed report. */
    public String words() {
        return words;
    }
}
