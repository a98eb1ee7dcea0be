package io.dayside.cases;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** How old a patient was, as far as it takes another reader: ICH E11's groups, those of childhood as one. */
public enum AgeGroup {
    /** The first 28 days. */
    NEWBORN,
    /** Until the 18th birthday. */
    CHILD,
    ADULT;

    private static final int DAYS_OF_A_NEWBORN = 28;
    private static final int YEARS_OF_AN_ADULT = 18;

    /** Somebody born on {@code birth} as they were on {@code day}. */
    public static AgeGroup of(LocalDate birth, LocalDate day) {
        if (ChronoUnit.DAYS.between(birth, day) < DAYS_OF_A_NEWBORN) {
            return NEWBORN;
        }
        return ChronoUnit.YEARS.between(birth, day) < YEARS_OF_AN_ADULT ? CHILD : ADULT;
    }
}
