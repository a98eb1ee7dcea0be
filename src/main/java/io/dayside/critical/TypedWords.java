package io.dayside.critical;

import io.dayside.critical.CriticalOutcome.Invalid;
import java.util.Optional;
import java.util.regex.Pattern;

/** What people may type of a critical result. */
final class TypedWords {

    private static final int MOST_WORDS = 1000;
    private static final int MOST_NAME = 120;
    private static final int FEWEST = 3;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n]]");

    private TypedWords() {}

    static Optional<Invalid> name(String field, String typed) {
        return text(field, typed, 2, MOST_NAME);
    }

    static Optional<Invalid> words(String field, String typed) {
        return text(field, typed, FEWEST, MOST_WORDS);
    }

    private static Optional<Invalid> text(String field, String typed, int fewest, int most) {
        int length = typed.strip().length();
        if (length < fewest || length > most) {
            return Optional.of(new Invalid(field, "must have %d to %d characters".formatted(fewest, most)));
        }
        return CONTROL.matcher(typed).find()
                ? Optional.of(new Invalid(field, "must hold no control characters"))
                : Optional.empty();
    }
}
