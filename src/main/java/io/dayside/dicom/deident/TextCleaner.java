package io.dayside.dicom.deident;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes from a text the words that identify somebody in the same object, and whatever looks like a date, a longer
 * number or an address of the net. Other names it cannot know: where that matters, remove the text. Takes time in
 * proportion to the text; beyond its limits the whole text goes.
 */
final class TextCleaner {

    private static final int MAX_TEXT_LENGTH = 1 << 18;
    private static final int MAX_WORDS = 4_000;
    private static final int MAX_WORDS_WITHOUT_GAPS = 100;
    private static final int MIN_NUMBER_DIGITS = 5;
    private static final String SEPARATORS = " /().-";

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");

    private static final Pattern SUSPECT = Pattern.compile("[\\w.+-]{1,64}@[\\w.-]{1,255}|(?i:https?://\\S+)"
            + "|\\d{1,4}[./-]\\d{1,2}[./-]\\d{1,4}"
            + "|(?i:\\d{1,2}\\W{0,3}(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)\\p{L}{0,9}"
            + "\\W{0,3}\\d{2,4})");

    private final Set<String> words;
    private final List<String> wordsWithoutGaps;

    /** @param words as {@link IdentifyingWords} finds them */
    TextCleaner(Set<String> words) {
        this.words = Set.copyOf(words);
        this.wordsWithoutGaps =
                words.stream().filter(IdentifyingWords::hasNoGaps).sorted().toList();
    }

    String clean(String text) {
        if (text.length() > MAX_TEXT_LENGTH
                || words.size() > MAX_WORDS
                || wordsWithoutGaps.size() > MAX_WORDS_WITHOUT_GAPS) {
            return Dummies.TEXT;
        }
        String cleaned = withoutLongNumbers(SUSPECT.matcher(text).replaceAll(Dummies.TEXT));
        for (String word : wordsWithoutGaps) {
            cleaned = cleaned.replace(word, Dummies.TEXT);
        }
        return WORD.matcher(cleaned)
                .replaceAll(word -> words.contains(IdentifyingWords.fold(word.group())) ? Dummies.TEXT : "$0");
    }

    /** Numbers may have one separator between two digits, as those of telephones do. */
    private static String withoutLongNumbers(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int end = endOfNumber(text, at);
            boolean isLong =
                    text.substring(at, end).chars().filter(Character::isDigit).count() >= MIN_NUMBER_DIGITS;
            kept.append(isLong ? Dummies.TEXT : text.substring(at, Math.max(end, at + 1)));
            at = Math.max(end, at + 1);
        }
        return kept.toString();
    }

    /** Where the number that starts there ends; the same place where none starts. */
    private static int endOfNumber(String text, int start) {
        int end = start;
        while (isDigit(text, end) || (end > start && isSeparator(text, end) && isDigit(text, end + 1))) {
            end++;
        }
        return end;
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && Character.isDigit(text.charAt(at));
    }

    private static boolean isSeparator(String text, int at) {
        return at < text.length() && SEPARATORS.indexOf(text.charAt(at)) >= 0;
    }
}
