package io.dayside.critical;

import io.dayside.cases.CaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A finding that must reach a responsible person at the hospital within a time.
 *
 * @param number of the case, as people say it
 * @param study what was examined
 * @param patientName as DICOM writes it
 * @param raisedBy login of the specialist
 * @param finding in words
 * @param addressee who should hear of it, in words
 * @param target promised from raising to acknowledgement
 * @param told how often somebody was told so far
 * @param toldLast when that was last
 * @param acknowledgement absent while nobody has
 * @param withdrawal absent where it holds
 */
public record CriticalResult(
        CaseId caseId,
        UUID id,
        String number,
        String study,
        String patientName,
        String patientId,
        CriticalState state,
        String raisedBy,
        String raisedName,
        Instant raisedAt,
        String finding,
        String addressee,
        Duration target,
        Instant dueAt,
        int told,
        Instant toldLast,
        @Nullable Acknowledgement acknowledgement,
        @Nullable Withdrawal withdrawal) {

    /**
     * Somebody has read it back.
     *
     * @param by their name, as they or the specialist typed it
     * @param login of who noted it
     * @param at when they heard of it
     */
    public record Acknowledgement(String by, String login, Through through, Instant at, String readBack) {}

    /**
     * It was raised in error.
     *
     * @param by name of who has taken it back
     */
    public record Withdrawal(String by, String login, Instant at, String reason) {}

    public enum Through {
        /** By the hospital's people themselves. */
        HOSPITAL,
        /** As the specialist noted it. */
        PHONE
    }
}
