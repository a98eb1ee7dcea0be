package io.dayside.archive;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Person names as they are compared: without regard to case, accents and delimiters at the end. PS3.4 C.2.2.2.1. */
final class SearchName {

    /** The index takes values of up to 2704 bytes; no letter has more than four. */
    static final int MAX_CHARACTERS = 256;

    private static final int MAX_GROUPS = 3;
    private static final int MAX_WORDS = 10;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\^\\s,.=-]+");
    private static final Map<String, String> LETTERS_WITHOUT_MARK =
            Map.of("Ø", "O", "Ł", "L", "Đ", "D", "Æ", "AE", "Œ", "OE", "ẞ", "SS", "Þ", "TH");

    /** Digits of the letters A to Z; those that have no sound of their own are 0. */
    private static final String SOUNDS = "01230120022455012623010202";

    private SearchName() {}

    /** The component groups that are not empty. */
    static List<String> groups(String name) {
        return Arrays.stream(name.split("=", -1))
                .map(SearchName::fold)
                .filter(group -> !group.isEmpty())
                .distinct()
                .limit(MAX_GROUPS)
                .toList();
    }

    static String fold(String group) {
        var upper = MARKS.matcher(Normalizer.normalize(group.strip(), Normalizer.Form.NFD))
                .replaceAll("")
                .toUpperCase(Locale.ROOT);
        for (var letter : LETTERS_WITHOUT_MARK.entrySet()) {
            upper = upper.replace(letter.getKey(), letter.getValue());
        }
        var folded = Normalizer.normalize(upper, Normalizer.Form.NFC);
        int end = Math.min(folded.length(), MAX_CHARACTERS);
        while (end > 0 && (folded.charAt(end - 1) == '^' || Character.isHighSurrogate(folded.charAt(end - 1)))) {
            end--;
        }
        return folded.substring(0, end).strip();
    }

    /** The words of all groups, folded. */
    static List<String> words(String name) {
        return Arrays.stream(BETWEEN_WORDS.split(fold(name)))
                .filter(word -> !word.isEmpty())
                .distinct()
                .limit(MAX_WORDS)
                .toList();
    }

    /**
     * How a word in Latin letters sounds, as American Soundex has it: its first letter and three digits; nothing for
     * other scripts.
     */
    static Optional<String> sound(String foldedWord) {
        if (foldedWord.isEmpty() || !foldedWord.chars().allMatch(letter -> letter >= 'A' && letter <= 'Z')) {
            return Optional.empty();
        }
        var sound = new StringBuilder(4).append(foldedWord.charAt(0));
        char last = digit(foldedWord.charAt(0));
        for (int i = 1; i < foldedWord.length() && sound.length() < 4; i++) {
            char letter = foldedWord.charAt(i);
            char digit = digit(letter);
            if (digit != '0' && digit != last) {
                sound.append(digit);
            }
            if (letter != 'H' && letter != 'W') {
                last = digit;
            }
        }
        return Optional.of(sound.append("000", 0, 4 - sound.length()).toString());
    }

    private static char digit(char letter) {
        return SOUNDS.charAt(letter - 'A');
    }
}
