package io.dayside.critical;

import io.dayside.critical.CriticalOutcome.Invalid;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What people may type of a critical result. */
final class TypedWords {

    private static final int MOST_WORDS = 1000;
    private static final int MOST_NAME = 120;
    private static final int FEWEST = 3;

    /** Shorter ones are everywhere. */
    private static final int TELLING = 4;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\n]]");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");

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

    /** Whoever reads back says at least one telling word of what was found; "ok" proves nothing. */
    static Optional<Invalid> readBack(String field, String typed, String finding) {
        var invalid = words(field, typed);
        if (invalid.isPresent()) {
            return invalid;
        }
        var wanted = telling(finding);
        var said = telling(typed);
        return wanted.isEmpty() || wanted.stream().anyMatch(said::contains)
                ? Optional.empty()
                : Optional.of(new Invalid(field, "must repeat what was found: none of its words is in it"));
    }

    private static Set<String> telling(String text) {
        return Arrays.stream(NO_LETTERS.split(text.toLowerCase(Locale.ROOT), -1))
                .filter(word -> word.length() >= TELLING)
                .collect(Collectors.toSet());
    }
}
