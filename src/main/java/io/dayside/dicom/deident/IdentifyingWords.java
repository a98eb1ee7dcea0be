package io.dayside.dicom.deident;

import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.Sequence;
import io.dayside.dicom.data.VR;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Names, numbers and addresses that stand in an object's attributes and so must not stand in its descriptions. */
final class IdentifyingWords {

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final int NAMED_COMPONENTS = 3;
    private static final int MIN_NAME_LETTERS = 2;
    private static final int MIN_WORD_LETTERS = 3;

    private final Profile profile;
    private final Set<String> words = new HashSet<>();

    private IdentifyingWords(Profile profile) {
        this.profile = profile;
    }

    /** Words of what the profile takes from the data set: folded, see {@link #fold}, where their script has gaps. */
    static Set<String> of(Attributes dataset, Profile profile) {
        IdentifyingWords found = new IdentifyingWords(profile);
        found.collect(dataset);
        return found.words;
    }

    private void collect(Attributes dataset) {
        for (Element element : dataset) {
            if (element instanceof Sequence items) {
                items.forEach(this::collect);
            } else {
                collect(element, dataset);
            }
        }
    }

    private void collect(Element element, Attributes dataset) {
        ActionTable.Row row = ActionTable.rowOf(element.tag());
        if (row == null || row.isDescriptor() || row.action(profile, false) == Action.KEEP) {
            return;
        }
        if (element.vr() == VR.PN) {
            for (String name : dataset.getStrings(element.tag())) {
                addName(name);
            }
        } else if (isText(element.vr())) {
            for (String value : dataset.getStrings(element.tag())) {
                addWords(value, MIN_WORD_LETTERS);
            }
        }
    }

    private static boolean isText(VR vr) {
        return switch (vr) {
            case LO, SH, ST, LT, UC, UT, AE -> true;
            default -> false;
        };
    }

    /** Prefixes and suffixes, such as MR, are no names. */
    private void addName(String name) {
        for (String group : name.split("=", -1)) {
            String[] components = group.split("\\^", -1);
            for (int i = 0; i < Math.min(NAMED_COMPONENTS, components.length); i++) {
                addWords(components[i], MIN_NAME_LETTERS);
            }
        }
    }

    private void addWords(String text, int minLetters) {
        WORD.matcher(text).results().map(MatchResult::group).forEach(word -> {
            if (hasNoGaps(word)) {
                words.add(word);
            } else if (word.length() >= minLetters) {
                words.add(fold(word));
            }
        });
    }

    /** Whether the word is of a script that puts no space between words. Such words are kept as they are. */
    static boolean hasNoGaps(String word) {
        return word.codePoints().anyMatch(c -> switch (Character.UnicodeScript.of(c)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, THAI -> true;
            default -> false;
        });
    }

    /** Without case and accents. */
    static String fold(String word) {
        return MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFKD))
                .replaceAll("")
                .toUpperCase(Locale.ROOT);
    }
}
