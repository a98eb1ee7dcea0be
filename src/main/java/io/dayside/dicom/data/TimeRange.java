package io.dayside.dicom.data;

import java.time.DateTimeException;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;

/**
 * Times of day that a TM key matches, PS3.4 C.2.2.2.5. {@code 10} is the whole hour; the last moment is in the range.
 *
 * @param first or null for every time up to the last
 * @param last or null for every time from the first
 */
public record TimeRange(@Nullable LocalTime first, @Nullable LocalTime last) {

    public TimeRange {
        RangeText.checkOrder(first, last);
    }

    /** @throws DateTimeException if the key is neither a time nor a range of times */
    public static TimeRange parse(String key) {
        RangeText range = RangeText.ofDatesOrTimes(key);
        return new TimeRange(range.first(TemporalValue::time), range.last(TemporalValue::lastTime));
    }

    public boolean contains(LocalTime time) {
        return (first == null || !time.isBefore(first)) && (last == null || !time.isAfter(last));
    }

    public String encode() {
        return RangeText.encode(first, last, TemporalValue::format);
    }
}
