package io.dayside.dicom.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Days that a DA key matches, PS3.4 C.2.2.2.5: one, or a range that may be open at one end.
 *
 * @param first or null for every day up to the last
 * @param last or null for every day from the first
 */
public record DateRange(@Nullable LocalDate first, @Nullable LocalDate last) {

    public DateRange {
        RangeText.checkOrder(first, last);
    }

    /** @throws DateTimeException if the key is neither a date nor a range of dates */
    public static DateRange parse(String key) {
        RangeText range = RangeText.ofDatesOrTimes(key);
        return new DateRange(range.first(TemporalValue::date), range.last(TemporalValue::date));
    }

    public boolean contains(LocalDate day) {
        return (first == null || !day.isBefore(first)) && (last == null || !day.isAfter(last));
    }

    /** The key, a single date where the range is of one day. */
    public String encode() {
        return RangeText.encode(first, last, TemporalValue::format);
    }
}
