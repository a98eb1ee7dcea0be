package io.dayside.reading.ui;

import io.dayside.cases.Case;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How the reading room says things. */
final class Words {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DATE_AND_CLOCK =
            DateTimeFormatter.ofPattern("d MMM yyyy HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_AND_CLOCK = DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);

    /** Nobody has lived longer: such a birth date is a filler of some modality. */
    private static final int OLDEST = 130;

    private Words() {}

    /** {@code F 71}; what is not known is left out. */
    static String patient(Case work, Instant now) {
        var birthDate = work.patientBirthDate();
        var age = birthDate == null ? "" : age(birthDate, LocalDate.ofInstant(now, ZoneOffset.UTC));
        return (work.patientSex() + " " + age).strip();
    }

    /** Years, nothing for a date that cannot be, below two years months, below two months days: as radiologists say it. */
    static String age(LocalDate birthDate, LocalDate today) {
        if (birthDate.isAfter(today) || ChronoUnit.YEARS.between(birthDate, today) > OLDEST) {
            return "";
        }
        long years = ChronoUnit.YEARS.between(birthDate, today);
        long months = ChronoUnit.MONTHS.between(birthDate, today);
        if (years >= 2) {
            return Long.toString(years);
        }
        return months >= 2 ? months + " mo" : ChronoUnit.DAYS.between(birthDate, today) + " d";
    }

    /** What the study is called; the modality and region where nobody named it. */
    static String study(Case work) {
        return work.procedure().isBlank()
                ? work.modality() + " " + work.bodyPart().toLowerCase(Locale.ROOT)
                : work.procedure();
    }

    /** {@code 3 pictures came after you opened this case}. */
    static String latePictures(int count) {
        return (count == 1 ? "1 picture" : count + " pictures") + " came after you opened this case";
    }

    /** Two decimals, as calibrated probabilities deserve no more. */
    static String probability(double probability) {
        return String.format(Locale.ROOT, "%.2f", probability);
    }

    static String clock(Instant at, ZoneId zone) {
        return CLOCK.format(at.atZone(zone));
    }

    static String clock(ZonedDateTime at) {
        return CLOCK.format(at);
    }

    static String dayAndClock(ZonedDateTime at) {
        return DAY_AND_CLOCK.format(at);
    }

    /** The day on which a study came; empty while it still comes. */
    static String date(Case work) {
        var completedAt = work.studyCompletedAt();
        return completedAt == null ? "" : DATE.format(completedAt.atZone(ZoneOffset.UTC));
    }

    static String dateAndClock(Instant at, ZoneId zone) {
        return DATE_AND_CLOCK.format(at.atZone(zone));
    }

    /** {@code Zurich} of {@code Europe/Zurich}. */
    static String place(ZoneId zone) {
        var id = zone.getId();
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }
}
