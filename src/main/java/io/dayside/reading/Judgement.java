package io.dayside.reading;

/** What a specialist decides about one claim of a model. */
public sealed interface Judgement {

    /** The claim is right. */
    record Accepted() implements Judgement {}

    /** The claim is wrong. */
    record Rejected(RejectionReason reason) implements Judgement {}

    /**
     * Something is there, but not what the model says.
     *
     * @param text what it is, in the specialist's words
     */
    record Corrected(String text) implements Judgement {

        private static final int MAX_LENGTH = 500;

        public Corrected {
            text = text.strip();
            if (text.isEmpty() || text.length() > MAX_LENGTH) {
                throw new IllegalArgumentException("a correction has 1 to " + MAX_LENGTH + " characters");
            }
        }
    }

    /** An earlier decision is taken back. */
    record Undecided() implements Judgement {}

    default Verdict verdict() {
        return switch (this) {
            case Accepted _ -> Verdict.ACCEPTED;
            case Rejected _ -> Verdict.REJECTED;
            case Corrected _ -> Verdict.CORRECTED;
            case Undecided _ -> Verdict.PENDING;
        };
    }

    /** What a person reads beside the verdict; empty where the verdict says it all. */
    default String words() {
        return switch (this) {
            case Accepted _, Undecided _ -> "";
            case Rejected(var reason) -> reason.words();
            case Corrected(var text) -> text;
        };
    }
}
