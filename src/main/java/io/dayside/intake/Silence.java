package io.dayside.intake;

import io.dayside.archive.StudyRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How long nothing has come of a study. Measured by this node's monotonic time where the newest instance came through
 * this node, so that a clock that jumps neither ends a study early nor keeps it waiting.
 */
@Component
class Silence {

    private final Map<StudyRef, Long> newest = new ConcurrentHashMap<>();
    private final Clock clock;
    private final LongSupplier nanoTime;

    @Autowired
    Silence(Clock clock) {
        this(clock, System::nanoTime);
    }

    Silence(Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** An instance of the study came just now. */
    void broken(StudyRef study) {
        newest.put(study, nanoTime.getAsLong());
    }

    /** The study waits for nothing more. */
    void forget(StudyRef study) {
        newest.remove(study);
    }

    /** Studies of which an instance came through this node since it was last told to forget them. */
    Set<StudyRef> listenedTo() {
        return Set.copyOf(newest.keySet());
    }

    /** How long ago the newest instance came through this node; empty where none did. */
    Optional<Duration> here(StudyRef study) {
        return Optional.ofNullable(newest.get(study)).map(then -> Duration.ofNanos(nanoTime.getAsLong() - then));
    }

    /**
     * How long the study has been silent.
     *
     * @param lastReceived what the index says of the newest instance, which may have come through another node
     */
    Duration since(StudyRef study, Instant lastReceived) {
        var byClock = Duration.between(lastReceived, clock.instant());
        if (byClock.isNegative()) {
            return here(study).orElseGet(() -> {
                broken(study);
                return Duration.ZERO;
            });
        }
        return here(study).filter(here -> here.compareTo(byClock) < 0).orElse(byClock);
    }
}
