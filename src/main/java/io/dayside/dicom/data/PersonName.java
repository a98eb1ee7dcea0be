package io.dayside.dicom.data;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A value of PN, PS3.5 6.2.1: the name in up to three scripts.
 *
 * @param alphabetic in Latin letters, or in whatever script stands alone
 * @param ideographic in Chinese characters, Hanja or Kanji
 * @param phonetic in Kana or Hangul
 */
public record PersonName(Group alphabetic, Group ideographic, Group phonetic) {

    /** One component group; components that are not there are empty. */
    public record Group(String family, String given, String middle, String prefix, String suffix) {

        private static final int COMPONENTS = 5;

        public static final Group EMPTY = new Group("", "", "", "", "");

        public Group {
            for (String component : List.of(family, given, middle, prefix, suffix)) {
                if (component.indexOf('^') >= 0 || component.indexOf('=') >= 0 || component.indexOf('\\') >= 0) {
                    throw new IllegalArgumentException("a name component holds a delimiter");
                }
            }
        }

        /** Reads components parted by carets; further ones than five stay in the suffix, blank for caret. */
        static Group parse(String text) {
            String[] parts = text.split("\\^", COMPONENTS);
            return new Group(part(parts, 0), part(parts, 1), part(parts, 2), part(parts, 3), part(parts, 4));
        }

        private static String part(String[] parts, int index) {
            return index < parts.length ? parts[index].replace('^', ' ').strip() : "";
        }

        public boolean isEmpty() {
            return equals(EMPTY);
        }

        /** For people: prefix, given, middle, family, then the suffix after a comma. */
        public String display() {
            String name = Stream.of(prefix, given, middle, family)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "));
            return suffix.isEmpty() ? name : name + ", " + suffix;
        }

        private String encode() {
            return trimmed(String.join("^", family, given, middle, prefix, suffix), '^');
        }
    }

    /** Reads one value; more groups than three are left out. */
    public static PersonName parse(String value) {
        String[] groups = value.split("=", -1);
        return new PersonName(group(groups, 0), group(groups, 1), group(groups, 2));
    }

    private static Group group(String[] groups, int index) {
        return index < groups.length ? Group.parse(groups[index]) : Group.EMPTY;
    }

    /** The value of PN without delimiters at the ends of groups and value. */
    public String encode() {
        return trimmed(String.join("=", alphabetic.encode(), ideographic.encode(), phonetic.encode()), '=');
    }

    private static String trimmed(String text, char delimiter) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == delimiter) {
            end--;
        }
        return text.substring(0, end);
    }

    /** Says nothing of the name, which identifies a patient. */
    @Override
    public String toString() {
        return "PersonName";
    }
}
