package io.dayside.critical;

import io.dayside.critical.CriticalOutcome.Invalid;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Whether what was read back repeats what was found: enough of its telling words, in any order, and no other side or level of
 * the spine than the finding names. Case, accents, endings and British spelling make no difference.
 */
final class ReadBack {

    /** More than these nobody has to repeat, however long the finding is. */
    private static final int MOST_WANTED = 4;

    /** Shorter words without a digit are everywhere. */
    private static final int TELLING = 4;

    /** Of a finding that has no such words: abbreviations. */
    private static final int TELLING_OF_SHORT_ONES = 2;

    /** So many first letters at least make two words alike. */
    private static final int STEM = 5;

    /** The side, and the level of the spine. */
    private static final List<Pattern> PLACES =
            List.of(Pattern.compile("left|right"), Pattern.compile("[ctls]\\d{1,2}"));

    /** They say nothing of what was found. */
    private static final Set<String> FILLERS = Set.of(
            "acute",
            "also",
            "appears",
            "been",
            "cannot",
            "compatible",
            "consistent",
            "could",
            "does",
            "excluded",
            "finding",
            "findings",
            "from",
            "have",
            "into",
            "large",
            "likely",
            "most",
            "near",
            "only",
            "over",
            "patient",
            "possible",
            "possibly",
            "probable",
            "probably",
            "seen",
            "shows",
            "side",
            "sided",
            "small",
            "some",
            "suspected",
            "suspicion",
            "than",
            "that",
            "there",
            "this",
            "under",
            "very",
            "visible",
            "which",
            "with",
            "within",
            "without");

    private static final Set<String> SHORT_FILLERS = Set.of(
            "all", "an", "and", "any", "are", "as", "at", "be", "but", "by", "can", "due", "for", "has", "in", "is",
            "it", "its", "may", "new", "no", "not", "of", "old", "on", "or", "our", "per", "see", "the", "to", "up",
            "via", "was", "we", "yes", "you");

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern DIGIT = Pattern.compile("\\p{N}");

    /** Scripts that set no space between words. */
    private static final Pattern UNSPACED = Pattern.compile(
            "[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}\\p{IsLao}\\p{IsKhmer}\\p{IsMyanmar}]");

    private ReadBack() {}

    /** @return what is missing; empty where it repeats enough, or where the finding has no telling words */
    static Optional<Invalid> check(String field, String typed, String finding) {
        var said = words(typed);
        var wanted = telling(finding);
        var missing = wanted.stream()
                .filter(word -> said.stream().noneMatch(other -> alike(word, other)))
                .toList();
        int more = Math.min(MOST_WANTED, Math.ceilDiv(wanted.size(), 2)) - (wanted.size() - missing.size());
        if (more > 0) {
            return Optional.of(new Invalid(field, tooLittle(missing, more)));
        }
        return PLACES.stream()
                .flatMap(kind -> mistaken(kind, said, words(finding)).stream())
                .findFirst()
                .map(place -> new Invalid(field, "must say “%s”, as the finding does".formatted(place)));
    }

    private static String tooLittle(List<String> missing, int more) {
        var words = missing.stream().map("“%s”"::formatted).collect(Collectors.joining(", "));
        return missing.size() == 1
                ? "must repeat what was found: %s is missing".formatted(words)
                : "must repeat what was found: say %d or more of %s".formatted(more, words);
    }

    /** The one place of a kind that the finding names, where another of that kind was read back in its stead. */
    private static Optional<String> mistaken(Pattern kind, List<String> said, List<String> found) {
        var right = found.stream().filter(kind.asMatchPredicate()).distinct().toList();
        boolean mistaken = right.size() == 1
                && !said.contains(right.getFirst())
                && said.stream().anyMatch(kind.asMatchPredicate());
        return mistaken ? Optional.of(right.getFirst()) : Optional.empty();
    }

    private static List<String> telling(String finding) {
        var words = telling(finding, TELLING);
        return words.stream().allMatch(word -> word.length() < TELLING)
                ? telling(finding, TELLING_OF_SHORT_ONES)
                : words;
    }

    private static List<String> telling(String finding, int least) {
        return words(finding).stream()
                .filter(word -> DIGIT.matcher(word).find() || word.length() >= least)
                .filter(word -> !FILLERS.contains(word)
                        && !SHORT_FILLERS.contains(word)
                        && !UNSPACED.matcher(word).find())
                .distinct()
                .toList();
    }

    private static List<String> words(String text) {
        var plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return Arrays.stream(NO_LETTERS.split(plain.toLowerCase(Locale.ROOT), -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** Equal, or of one stem: three quarters of the shorter one, and {@link #STEM} letters. */
    private static boolean alike(String one, String other) {
        var first = american(one);
        var second = american(other);
        if (first.equals(second)) {
            return true;
        }
        int shorter = Math.min(first.length(), second.length());
        int needed = Math.max(STEM, Math.ceilDiv(shorter * 3, 4));
        return shorter >= needed
                && first.regionMatches(0, second, 0, needed)
                && !DIGIT.matcher(one).find();
    }

    /** {@code haemorrhage} as {@code hemorrhage}, {@code oedema} as {@code edema}. */
    private static String american(String word) {
        return word.replace("ae", "e").replace("oe", "e");
    }
}
