package io.dayside.dicom.deident;

import io.dayside.dicom.data.TemporalValue;
import io.dayside.dicom.data.VR;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes dates earlier by whole days, which leaves times of day and all distances as they are. */
record DateShift(int days) {

    private static final Pattern DATE_TIME = Pattern.compile("(\\d{4})(\\d{2})?(\\d{2})?(\\d{2}[\\d.]*)?([+-]\\d{4})?");
    private static final int DATE_DIGITS = 8;

    /** The value of DA, DT or TM; null where it is none and so cannot be shifted. */
    @Nullable
    String shifted(VR vr, String value) {
        if (value.isBlank()) {
            return value;
        }
        try {
            return switch (vr) {
                case DA -> TemporalValue.format(earlier(TemporalValue.date(value)));
                case DT -> dateTime(value.strip());
                case TM -> timeOfDay(value);
                default -> null;
            };
        } catch (DateTimeException _) {
            return null;
        }
    }

    private static String timeOfDay(String value) {
        TemporalValue.time(value);
        return value;
    }

    /** A year or month alone moves as its first day would. */
    private @Nullable String dateTime(String value) {
        Matcher parts = DATE_TIME.matcher(value);
        if (!parts.matches()) {
            return null;
        }
        LocalDate date = LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3));
        int end = Math.max(parts.end(1), Math.max(parts.end(2), parts.end(3)));
        return TemporalValue.format(earlier(date)).substring(0, Math.min(end, DATE_DIGITS)) + value.substring(end);
    }

    private static int number(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits == null ? 1 : Integer.parseInt(digits);
    }

    private LocalDate earlier(LocalDate date) {
        LocalDate shifted = date.minusDays(days);
        if (shifted.getYear() < 1) {
            throw new DateTimeException("before the first year");
        }
        return shifted;
    }
}
