package io.dayside.dicom.service;

import io.dayside.dicom.data.DateRange;
import io.dayside.dicom.data.DateTimeRange;
import io.dayside.dicom.data.TemporalValue;
import io.dayside.dicom.data.TimeRange;
import io.dayside.dicom.data.VR;
import java.time.DateTimeException;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.function.Predicate;

/** Dates and times against a range or a single value, PS3.4 C.2.2.2.5. What cannot be read matches nothing. */
record RangeMatching(Predicate<String> contains) {

    static RangeMatching of(VR vr, String wanted, ZoneOffset zone) {
        try {
            return new RangeMatching(
                    switch (vr) {
                        case DA -> {
                            DateRange range = DateRange.parse(wanted);
                            yield value -> range.contains(TemporalValue.date(value));
                        }
                        case TM -> {
                            TimeRange range = TimeRange.parse(wanted);
                            yield value -> range.contains(TemporalValue.time(value));
                        }
                        default -> {
                            DateTimeRange range = DateTimeRange.parse(wanted, zone);
                            yield value -> range.contains(TemporalValue.dateTime(value, zone));
                        }
                    });
        } catch (DateTimeException | IllegalArgumentException _) {
            return new RangeMatching(_ -> false);
        }
    }

    boolean matchesAny(String[] values) {
        return Arrays.stream(values).anyMatch(this::matches);
    }

    private boolean matches(String value) {
        try {
            return !value.isBlank() && contains.test(value);
        } catch (DateTimeException | IllegalArgumentException _) {
            return false;
        }
    }
}
