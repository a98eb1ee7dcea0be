package io.dayside.reading;

/** Why a model's finding is wrong. The order is that of the keys 1 to 5 after {@code R}. */
public enum RejectionReason {
    ARTEFACT("artefact"),
    NORMAL_ANATOMY("normal anatomy"),
    KNOWN("known or old"),
    WRONG_PLACE("wrong place"),
    OTHER("other");

    private final String words;

    RejectionReason(String words) {
        this.words = words;
    }

    /** What a person reads, also in the signed report. */
    public String words() {
        return words;
    }
}
