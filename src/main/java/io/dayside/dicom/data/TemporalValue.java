package io.dayside.dicom.data;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Values of DA, TM and DT, PS3.5 6.2, as values of {@code java.time}. A value that stops early, such as {@code 1030} or
 * {@code 202611}, means all of that minute or month: it has a first and a last moment.
 */
public final class TemporalValue {

    private static final Pattern DATE = Pattern.compile("(\\d{4})\\.?(\\d{2})\\.?(\\d{2})");
    private static final Pattern TIME = Pattern.compile("(\\d{2})(?::?(\\d{2})(?::?(\\d{2})(?:\\.(\\d{1,6}))?)?)?");
    private static final Pattern DATE_TIME = Pattern.compile(
            "(\\d{4})(?:(\\d{2})(?:(\\d{2})(\\d{2}(?:\\d{2}(?:\\d{2}(?:\\.\\d{1,6})?)?)?)?)?)?([+-]\\d{4})?");

    private static final int MICROSECOND_DIGITS = 6;
    private static final long NANOS_OF_MICROSECOND = 1000;

    private TemporalValue() {}

    /** A DA value, that of ACR-NEMA with points included. */
    public static LocalDate date(String value) {
        Matcher match = match(DATE, value, "DA");
        return LocalDate.of(number(match, 1), number(match, 2), number(match, 3));
    }

    /** First moment of a TM value. */
    public static LocalTime time(String value) {
        return firstOf(match(TIME, value, "TM"));
    }

    /** Last microsecond of a TM value. */
    static LocalTime lastTime(String value) {
        return lastOf(match(TIME, value, "TM"));
    }

    /**
     * First moment of a DT value.
     *
     * @param zone of a value that names none, see {@link #zoneOf}
     */
    public static OffsetDateTime dateTime(String value, ZoneOffset zone) {
        Matcher match = match(DATE_TIME, value, "DT");
        LocalDate date = LocalDate.of(number(match, 1), numberOr(match, 2, 1), numberOr(match, 3, 1));
        LocalTime time = match.group(4) == null ? LocalTime.MIDNIGHT : time(match.group(4));
        return OffsetDateTime.of(date, time, offset(match.group(5), zone));
    }

    /** Last microsecond of a DT value. */
    static OffsetDateTime lastDateTime(String value, ZoneOffset zone) {
        Matcher match = match(DATE_TIME, value, "DT");
        YearMonth month = YearMonth.of(number(match, 1), numberOr(match, 2, 12));
        LocalDate date = match.group(3) == null ? month.atEndOfMonth() : month.atDay(number(match, 3));
        LocalTime time = match.group(4) == null ? endOfDay() : lastTime(match.group(4));
        return OffsetDateTime.of(date, time, offset(match.group(5), zone));
    }

    /** A date element and a time element taken together; null without a date, midnight without a time. */
    public static @Nullable LocalDateTime dateTime(Attributes dataset, int dateTag, int timeTag) {
        String date = dataset.getString(dateTag);
        String time = dataset.getString(timeTag);
        if (date == null) {
            return null;
        }
        return date(date).atTime(time == null ? LocalTime.MIDNIGHT : time(time));
    }

    /** The object's (0008,0201), or that of the data set around, or the default. */
    public static ZoneOffset zoneOf(Attributes dataset, ZoneOffset defaultZone) {
        String own = dataset.getString(Tag.TimezoneOffsetFromUTC);
        if (own != null) {
            return offset(own, defaultZone);
        }
        Attributes around = dataset.parent();
        return around == null ? defaultZone : zoneOf(around, defaultZone);
    }

    /** The DA value. */
    public static String format(LocalDate date) {
        return "%04d%02d%02d".formatted(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }

    /** The TM value, to the second, or to the microsecond where there is a fraction. */
    public static String format(LocalTime time) {
        String seconds = "%02d%02d%02d".formatted(time.getHour(), time.getMinute(), time.getSecond());
        return time.getNano() == 0 ? seconds : "%s.%06d".formatted(seconds, time.getNano() / NANOS_OF_MICROSECOND);
    }

    /** The DT value with its offset. */
    public static String format(OffsetDateTime moment) {
        int minutes = moment.getOffset().getTotalSeconds() / 60;
        String zone = "%s%02d%02d".formatted(minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, Math.abs(minutes) % 60);
        return format(moment.toLocalDate()) + format(moment.toLocalTime()) + zone;
    }

    static LocalTime endOfDay() {
        return LocalTime.of(23, 59, 59, 999_999_000);
    }

    private static Matcher match(Pattern pattern, String value, String vr) {
        Matcher match = pattern.matcher(value.strip());
        if (!match.matches()) {
            throw new DateTimeException("no value of " + vr);
        }
        return match;
    }

    private static LocalTime firstOf(Matcher match) {
        return time(match, 0, '0');
    }

    private static LocalTime lastOf(Matcher match) {
        return time(match, 59, '9');
    }

    /** A leap second counts as the second before, which the calendar of java.time has. */
    private static LocalTime time(Matcher match, int missing, char fill) {
        int second = Math.min(numberOr(match, 3, missing), 59);
        String given = match.group(4) == null ? "" : match.group(4);
        String fraction = given + Character.toString(fill).repeat(MICROSECOND_DIGITS - given.length());
        return LocalTime.of(number(match, 1), numberOr(match, 2, missing), second, (int)
                (Integer.parseInt(fraction) * NANOS_OF_MICROSECOND));
    }

    private static ZoneOffset offset(@Nullable String text, ZoneOffset otherwise) {
        return text == null ? otherwise : ZoneOffset.of(text.strip());
    }

    private static int number(Matcher match, int group) {
        return Integer.parseInt(match.group(group));
    }

    private static int numberOr(Matcher match, int group, int otherwise) {
        return match.group(group) == null ? otherwise : number(match, group);
    }
}
