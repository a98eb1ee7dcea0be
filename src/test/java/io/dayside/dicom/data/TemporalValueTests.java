package io.dayside.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemporalValueTests {

    private static final ZoneOffset ZONE = ZoneOffset.ofHours(2);

    @Test
    void valuesAreReadAsTheStandardAndItsForerunnerWroteThem() {
        assertThat(TemporalValue.date("20261124")).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(TemporalValue.date("2026.11.24")).isEqualTo(LocalDate.of(2026, 11, 24));
        assertThat(TemporalValue.time("1030")).isEqualTo(LocalTime.of(10, 30));
        assertThat(TemporalValue.time("10:30:15 ")).isEqualTo(LocalTime.of(10, 30, 15));
        assertThat(TemporalValue.time("103015.25")).isEqualTo(LocalTime.of(10, 30, 15, 250_000_000));
        assertThat(TemporalValue.time("235960")).isEqualTo(LocalTime.of(23, 59, 59));
        assertThat(TemporalValue.dateTime("20261124103015.000001-0530", ZONE))
                .isEqualTo("2026-11-24T10:30:15.000001-05:30");
        assertThat(TemporalValue.dateTime("2026", ZONE)).isEqualTo("2026-01-01T00:00:00+02:00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026112", "20261324", "2026-11-24", "abcdefgh", "20261124 10"})
    void whatIsNoDateIsRefused(String value) {
        assertThatThrownBy(() -> TemporalValue.date(value)).isInstanceOf(DateTimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "25", "1060", "10.5", "103015.", "103015.1234567"})
    void whatIsNoTimeIsRefused(String value) {
        assertThatThrownBy(() -> TemporalValue.time(value)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void valuesAreWrittenAsTheyAreRead() {
        assertThat(TemporalValue.format(LocalDate.of(826, 1, 2))).isEqualTo("08260102");
        assertThat(TemporalValue.format(LocalTime.of(1, 2, 3, 45_000))).isEqualTo("010203.000045");
        assertThat(TemporalValue.format(OffsetDateTime.parse("2026-11-24T10:30:15-03:30")))
                .isEqualTo("20261124103015-0330");
    }

    @Test
    void dateAndTimeElementsAndZoneBelongTogether() {
        Attributes dataset = new Attributes()
                .setString(Tag.StudyDate, VR.DA, "20261124")
                .setString(Tag.StudyTime, VR.TM, "1030")
                .setString(Tag.TimezoneOffsetFromUTC, VR.SH, "-0500");
        Attributes item = dataset.newSequence(Tag.ReferencedStudySequence).addItem();
        assertThat(TemporalValue.dateTime(dataset, Tag.StudyDate, Tag.StudyTime))
                .isEqualTo("2026-11-24T10:30:00");
        assertThat(TemporalValue.dateTime(item, Tag.StudyDate, Tag.StudyTime)).isNull();
        assertThat(TemporalValue.zoneOf(item, ZONE)).isEqualTo(ZoneOffset.ofHours(-5));
        assertThat(TemporalValue.zoneOf(new Attributes(), ZONE)).isEqualTo(ZONE);
    }

    @Test
    void dateRangesHoldBothEnds() {
        DateRange range = DateRange.parse("20261101-20261130");
        assertThat(range.contains(LocalDate.of(2026, 11, 1))).isTrue();
        assertThat(range.contains(LocalDate.of(2026, 11, 30))).isTrue();
        assertThat(range.contains(LocalDate.of(2026, 12, 1))).isFalse();
        assertThat(DateRange.parse("-20261130").contains(LocalDate.MIN)).isTrue();
        assertThat(DateRange.parse("20261130-").contains(LocalDate.of(2026, 11, 29)))
                .isFalse();
        assertThat(DateRange.parse("20261124").contains(LocalDate.of(2026, 11, 25)))
                .isFalse();
        assertThatThrownBy(() -> DateRange.parse("20261130-20261101")).isInstanceOf(DateTimeException.class);
        assertThatThrownBy(() -> DateRange.parse("-")).isInstanceOf(DateTimeException.class);
    }

    @Test
    void shortTimesMeanAllOfTheirHourOrMinute() {
        assertThat(TimeRange.parse("10").contains(LocalTime.of(10, 59, 59, 999_999_000)))
                .isTrue();
        assertThat(TimeRange.parse("10").contains(LocalTime.of(11, 0))).isFalse();
        assertThat(TimeRange.parse("1030-1045").contains(LocalTime.of(10, 45, 59)))
                .isTrue();
        assertThat(TimeRange.parse("-0800").contains(LocalTime.MIDNIGHT)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "202611, 2026-11-01T00:00+02:00, 2026-11-30T23:59:59.999999+02:00",
        "20261124-0500, 2026-11-24T00:00-05:00, 2026-11-24T23:59:59.999999-05:00",
        "20261124-0500-20261125-0500, 2026-11-24T00:00-05:00, 2026-11-25T23:59:59.999999-05:00",
        "20261124-20261125-0500, 2026-11-24T00:00+02:00, 2026-11-25T23:59:59.999999-05:00",
        "2025-2026, 2025-01-01T00:00+02:00, 2026-12-31T23:59:59.999999+02:00",
        "20261124103000+0100-, 2026-11-24T10:30+01:00,",
        "-20261124-0500,, 2026-11-24T23:59:59.999999-05:00",
    })
    void hyphenOfAnOffsetIsToldFromThatOfARange(String key, @Nullable String first, @Nullable String last) {
        assertThat(DateTimeRange.parse(key, ZONE))
                .isEqualTo(new DateTimeRange(
                        first == null ? null : OffsetDateTime.parse(first),
                        last == null ? null : OffsetDateTime.parse(last)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"20261124", "20261101-20261130", "-20261130", "20261101-"})
    void rangesAreWrittenAsKeys(String key) {
        assertThat(DateRange.parse(key).encode()).isEqualTo(key);
    }
}
