package io.dayside.intake;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.UIDs;
import io.dayside.dicom.service.CommitmentRequest;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommitmentTurnsTests {

    private Instant now = Instant.EPOCH;
    private final InstantSource time = () -> now;
    private final CommitmentTurns turns = new CommitmentTurns(time.withZone(ZoneOffset.UTC));

    @Test
    void twoSendersAreToldAtOnceAndEachOfOneCommitment() {
        var ct = waiting(NORTHGATE, "CT1", 0);
        var mr = waiting(NORTHGATE, "MR1", 0);
        var sameNameElsewhere = waiting(HARBOUR, "CT1", 0);

        assertThat(turns.ask(ct)).isEmpty();
        assertThat(turns.ask(waiting(NORTHGATE, "CT1", 0))).hasValue(CommitmentTurns.FOR_ITS_TURN);
        assertThat(turns.ask(sameNameElsewhere)).isEmpty();
        assertThat(turns.ask(mr)).hasValue(CommitmentTurns.FOR_ITS_TURN);

        turns.leave(ct);
        assertThat(turns.ask(mr)).isEmpty();
    }

    @Test
    void aSenderThatWasAwayIsLeftAloneByAllThatWaitForIt() {
        var first = waiting(NORTHGATE, "CT1", 3);
        assertThat(turns.ask(first)).isEmpty();
        assertThat(turns.wasAway(first, 4)).isEqualTo(Duration.ofSeconds(40));
        turns.leave(first);

        now = now.plusSeconds(10);
        var other = waiting(NORTHGATE, "CT1", 1);
        assertThat(turns.ask(other)).hasValue(Duration.ofSeconds(30));
        assertThat(turns.ask(waiting(HARBOUR, "CT1", 1)))
                .as("another hospital's of that name")
                .isEmpty();

        var fresh = waiting(NORTHGATE, "CT1", 0);
        assertThat(turns.ask(fresh)).as("its first try").isEmpty();
        assertThat(turns.wasAway(fresh, 1)).as("puts the others off no further").isEqualTo(Duration.ofSeconds(30));
        turns.leave(fresh);

        now = now.plusSeconds(30);
        assertThat(turns.ask(other)).isEmpty();
        assertThat(turns.wasAway(other, 2)).isEqualTo(Duration.ofSeconds(80));
        turns.leave(other);
    }

    @Test
    void whoIsHeardIsToldOfAllTheRest() {
        var first = waiting(NORTHGATE, "CT1", 0);
        turns.ask(first);
        turns.wasAway(first, 9);
        assertThat(turns.ask(waiting(NORTHGATE, "CT1", 1))).isPresent();
        turns.wasHeard(first);
        turns.leave(first);

        assertThat(turns.ask(waiting(NORTHGATE, "CT1", 1))).isEmpty();
    }

    private static Commitment waiting(TenantId tenant, String sender, int tries) {
        return new Commitment(
                tenant,
                Ids.next(),
                sender,
                new CommitmentRequest(UIDs.random(), List.of()),
                Commitment.State.REQUESTED,
                List.of(),
                tries,
                0,
                Instant.EPOCH);
    }
}
