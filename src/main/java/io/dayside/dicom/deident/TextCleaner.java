package io.dayside.dicom.deident;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes from a text the words that identify somebody in the same object, and whatever looks like a date, a longer
 * number or an address of the net. Other names it cannot know: where that matters, remove the text.
 */
final class TextCleaner {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private static final Pattern SUSPECT = Pattern.compile("\\S+@\\S+|(?i:https?://\\S+)"
            + "|\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}"
            + "|(?i:\\d{1,2}\\W{0,3}(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)\\p{L}*\\W{0,3}\\d{2,4})"
            + "|\\d(?:[ /().-]?\\d){4,}");

    private final Set<String> words;
    private final List<String> wordsWithoutGaps;

    /** @param words as {@link IdentifyingWords} finds them */
    TextCleaner(Set<String> words) {
        this.words = Set.copyOf(words);
        this.wordsWithoutGaps =
                words.stream().filter(TextCleaner::hasNoGaps).sorted().toList();
    }

    /** Scripts that put no space between words. */
    private static boolean hasNoGaps(String word) {
        return word.codePoints().anyMatch(c -> switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, THAI -> true;
            default -> false;
        });
    }

    String clean(String text) {
        String cleaned = SUSPECT.matcher(text).replaceAll(Dummies.TEXT);
        for (String word : wordsWithoutGaps) {
            cleaned = cleaned.replace(word, Dummies.TEXT);
        }
        return WORD.matcher(cleaned)
                .replaceAll(word -> words.contains(IdentifyingWords.fold(word.group())) ? Dummies.TEXT : "$0");
    }
}
