package io.dayside.intake;

import io.dayside.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Who is told of commitments now: few at once, and each sender of one at a time, so that senders that let calls hang do not
 * hold the threads of background work. A sender that was away is left alone until its pause is over, however many
 * commitments wait for it; only the first try of each is made at once.
 */
@Component
class CommitmentTurns {

    /** The other threads of background work are for studies that wait to be read. */
    static final int AT_ONCE = 2;

    static final Duration FOR_ITS_TURN = Duration.ofSeconds(5);

    private final Clock clock;
    private final Set<Sender> called = new HashSet<>();
    private final Map<Sender, Away> away = new HashMap<>();

    CommitmentTurns(Clock clock) {
        this.clock = clock;
    }

    private record Sender(TenantId tenant, String aeTitle) {

        static Sender of(Commitment commitment) {
            return new Sender(commitment.tenant(), commitment.sender());
        }
    }

    private record Away(int misses, Instant until) {

        static final Away NEVER = new Away(0, Instant.EPOCH);
    }

    /** How long to wait before asking again; empty if the turn has come, and then it has to {@link #leave}. */
    synchronized Optional<Duration> ask(Commitment commitment) {
        var sender = Sender.of(commitment);
        var pause = pauseOf(sender);
        if (commitment.tries() > 0 && pause.isPositive()) {
            return Optional.of(pause);
        }
        if (called.size() == AT_ONCE || !called.add(sender)) {
            return Optional.of(FOR_ITS_TURN);
        }
        return Optional.empty();
    }

    synchronized void leave(Commitment commitment) {
        called.remove(Sender.of(commitment));
    }

    synchronized void wasHeard(Commitment commitment) {
        away.remove(Sender.of(commitment));
    }

    /** @return how long to leave the sender alone, after so many tries of this commitment */
    synchronized Duration wasAway(Commitment commitment, int tries) {
        var sender = Sender.of(commitment);
        var left = pauseOf(sender);
        if (left.isPositive()) {
            return left;
        }
        int misses = Math.max(away.getOrDefault(sender, Away.NEVER).misses() + 1, tries);
        var pause = CommitmentTask.pauseAfter(misses);
        away.put(sender, new Away(misses, clock.instant().plus(pause)));
        return pause;
    }

    private Duration pauseOf(Sender sender) {
        return Duration.between(
                clock.instant(), away.getOrDefault(sender, Away.NEVER).until());
    }
}
