package io.dayside.vetting;

import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One candidate's way through one test.
 *
 * @param version of the test that they were invited to
 * @param openUntil the last case has to be signed before
 * @param begunAt absent until the first case was opened
 * @param result absent until the last case was signed
 * @param annulment absent while it counts
 */
public record Sitting(
        TenantId library,
        UUID id,
        String test,
        String version,
        String username,
        String invitedBy,
        Instant invitedAt,
        Instant openUntil,
        @Nullable Instant begunAt,
        @Nullable Result result,
        @Nullable Annulment annulment) {

    public enum State {
        INVITED,
        RUNNING,
        PASSED,
        FAILED,
        /** Nobody signed the last case in time. */
        LAPSED,
        ANNULLED
    }

    /**
     * What came of it, as it was signed with the last case.
     *
     * @param failures each limit that was passed, in words; none when the test was passed
     * @param consequences what it changed in the passport, in words
     * @param suspended keys of the competencies that it suspended
     * @param certificate number of the certificate; empty where there is none
     * @param digest SHA-256, in hexadecimal, over the marks, the limits passed, the version of the test and the signed
     *     report of each case
     */
    public record Result(
            Marks marks,
            boolean passed,
            List<String> failures,
            List<String> consequences,
            List<String> suspended,
            String certificate,
            Instant at,
            String digest) {

        public Result {
            failures = List.copyOf(failures);
            consequences = List.copyOf(consequences);
            suspended = List.copyOf(suspended);
        }
    }

    public record Annulment(Instant at, String by, String why) {}

    public State state(Instant now) {
        if (annulment != null) {
            return State.ANNULLED;
        }
        if (result != null) {
            return result.passed() ? State.PASSED : State.FAILED;
        }
        if (!now.isBefore(openUntil)) {
            return State.LAPSED;
        }
        return begunAt == null ? State.INVITED : State.RUNNING;
    }

    /** Whether the candidate may go on with it. */
    public boolean isOpen(Instant now) {
        return switch (state(now)) {
            case INVITED, RUNNING -> true;
            case PASSED, FAILED, LAPSED, ANNULLED -> false;
        };
    }
}
