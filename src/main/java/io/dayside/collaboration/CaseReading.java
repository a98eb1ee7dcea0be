package io.dayside.collaboration;

import io.dayside.cases.CaseId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One reading of a case that more than one person reads.
 *
 * @param position from 1
 * @param within what the rule gave for a joint report, or for reading over, when the first reader signed; zero where neither is
 *     asked for
 * @param comparedBy username of who compared it with the readings before; absent until somebody has
 * @param readBy username; absent while the reading is due
 * @param reportVersion that it signed; absent where it signed none
 */
public record CaseReading(
        CaseId id,
        int position,
        Workflow workflow,
        Role role,
        String rule,
        String subspecialty,
        Duration within,
        Instant since,
        @Nullable Instant dueAt,
        @Nullable String comparedBy,
        @Nullable Comparison comparison,
        @Nullable String readBy,
        @Nullable Instant readAt,
        @Nullable Integer reportVersion) {

    public boolean due() {
        return readBy == null;
    }

    CaseReading by(String username, Instant at, @Nullable Integer version) {
        return new CaseReading(
                id,
                position,
                workflow,
                role,
                rule,
                subspecialty,
                within,
                since,
                dueAt,
                comparedBy,
                comparison,
                username,
                at,
                version);
    }

    /** What this person said of the readings before; an earlier holder's word does not count for them. */
    Optional<Comparison> comparedBy(String username) {
        return username.equals(comparedBy) ? Optional.ofNullable(comparison) : Optional.empty();
    }
}
