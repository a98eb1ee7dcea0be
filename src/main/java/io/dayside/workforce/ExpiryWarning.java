package io.dayside.workforce;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Somebody was told that a credential ends.
 *
 * @param credential its {@link Credential#key}
 * @param validTo its last day
 * @param daysBefore how many days were left at most: 90, 30 or 7; 0 where it had ended
 */
public record ExpiryWarning(String username, String credential, LocalDate validTo, int daysBefore, Instant at) {

    /** {@code LICENCE GB 7413025 ends on 2026-12-31}. */
    public String words() {
        return credential + (daysBefore == 0 ? " ended on " : " ends on ") + validTo;
    }
}
