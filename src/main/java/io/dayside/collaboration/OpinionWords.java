package io.dayside.collaboration;

import io.dayside.collaboration.OpinionOutcome.Invalid;
import java.util.Optional;
import java.util.regex.Pattern;

/** What people may type of an opinion. */
final class OpinionWords {

    /** A single letter is a slip of the hand. */
    private static final int FEWEST = 3;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n]]");

    private OpinionWords() {}

    /** What is wrong with it; empty where nothing is. */
    static Optional<Invalid> problem(String field, String typed, int most) {
        int length = typed.strip().length();
        if (length < FEWEST || length > most) {
            return Optional.of(new Invalid(field, "must have %d to %d characters".formatted(FEWEST, most)));
        }
        return CONTROL.matcher(typed).find()
                ? Optional.of(new Invalid(field, "must hold no control characters"))
                : Optional.empty();
    }
}
