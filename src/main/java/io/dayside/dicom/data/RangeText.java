package io.dayside.dicom.data;

import java.time.DateTimeException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The two ends of a matching key, parted by a hyphen; PS3.4 C.2.2.2.5. */
record RangeText(@Nullable String first, @Nullable String last) {

    private static final int LARGEST_WESTERN_OFFSET = 1200;
    private static final int OFFSET_LENGTH = 5;

    static RangeText ofDatesOrTimes(String key) {
        String text = key.strip();
        return at(text, text.indexOf('-'));
    }

    /**
     * The hyphen may also start an offset from UTC. Four digits after it that are one, up to 12 hours, and that end the
     * key or stand before another hyphen, are taken for one: years before 1201 are not looked for.
     */
    static RangeText ofDateTimes(String key) {
        String text = key.strip();
        int hyphen = text.indexOf('-');
        if (hyphen > 0 && isOffset(text, hyphen)) {
            hyphen = text.indexOf('-', hyphen + 1);
        }
        return at(text, hyphen);
    }

    private static boolean isOffset(String text, int hyphen) {
        int end = hyphen + OFFSET_LENGTH;
        if (text.length() < end || (text.length() > end && text.charAt(end) != '-')) {
            return false;
        }
        String digits = text.substring(hyphen + 1, end);
        return digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(digits) <= LARGEST_WESTERN_OFFSET
                && Integer.parseInt(digits) % 100 < 60;
    }

    private static RangeText at(String text, int hyphen) {
        if (hyphen < 0) {
            return new RangeText(text, text);
        }
        String first = text.substring(0, hyphen).strip();
        String last = text.substring(hyphen + 1).strip();
        if (first.isEmpty() && last.isEmpty()) {
            throw new DateTimeException("a range without ends");
        }
        return new RangeText(first.isEmpty() ? null : first, last.isEmpty() ? null : last);
    }

    <T> @Nullable T first(Function<String, T> parser) {
        return first == null ? null : parser.apply(first);
    }

    <T> @Nullable T last(Function<String, T> parser) {
        return last == null ? null : parser.apply(last);
    }

    static <T> void checkOrder(@Nullable Comparable<? super T> first, @Nullable T last) {
        if (first == null && last == null) {
            throw new DateTimeException("a range without ends");
        }
        if (first != null && last != null && first.compareTo(last) > 0) {
            throw new DateTimeException("a range that ends before it starts");
        }
    }

    static <T> String encode(@Nullable T first, @Nullable T last, Function<T, String> format) {
        if (first != null && first.equals(last)) {
            return format.apply(first);
        }
        return (first == null ? "" : format.apply(first)) + "-" + (last == null ? "" : format.apply(last));
    }
}
