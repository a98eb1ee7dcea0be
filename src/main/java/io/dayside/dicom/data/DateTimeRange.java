package io.dayside.dicom.data;

import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Moments that a DT key matches, PS3.4 C.2.2.2.5. {@code 202611} is the whole month.
 *
 * @param first or null for every moment up to the last
 * @param last or null for every moment from the first
 */
public record DateTimeRange(
        @Nullable OffsetDateTime first, @Nullable OffsetDateTime last) {

    public DateTimeRange {
        RangeText.checkOrder(first, last);
    }

    /**
     * @param zone of values that name none
     * @throws DateTimeException if the key is neither a date and time nor a range of them
     */
    public static DateTimeRange parse(String key, ZoneOffset zone) {
        RangeText range = RangeText.ofDateTimes(key);
        return new DateTimeRange(
                range.first(text -> TemporalValue.dateTime(text, zone)),
                range.last(text -> TemporalValue.lastDateTime(text, zone)));
    }

    public boolean contains(OffsetDateTime moment) {
        return (first == null || !moment.isBefore(first)) && (last == null || !moment.isAfter(last));
    }

    public String encode() {
        return RangeText.encode(first, last, TemporalValue::format);
    }
}
