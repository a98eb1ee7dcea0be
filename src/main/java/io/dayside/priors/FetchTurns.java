package io.dayside.priors;

import io.dayside.archive.StudyRef;
import io.dayside.tenancy.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Who asks a PACS now: few at once, each hospital once, and of those that wait the hospital whose last turn is longest ago.
 * Who waits asks again, the later the more of its hospital were there before.
 */
@Component
class FetchTurns {

    /** The other threads of background work are for studies that wait to be read. */
    static final int AT_ONCE = 2;

    static final Duration SHORTEST_PAUSE = Duration.ofSeconds(2);
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /** Who has not asked again so long after its pause has gone. */
    static final Duration GONE = Duration.ofSeconds(30);

    private final LongSupplier nanoTime;
    private final Set<TenantId> running = new HashSet<>();
    private final Map<TenantId, Long> lastTurns = new HashMap<>();
    /** In the order in which they came, with when they are gone. */
    private final Map<StudyRef, Long> waiting = new LinkedHashMap<>();

    private long turns;

    @Autowired
    FetchTurns() {
        this(System::nanoTime);
    }

    FetchTurns(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How long to wait before asking again; empty if the turn has come, and then the hospital has to {@link #leave}. */
    synchronized Optional<Duration> ask(StudyRef study) {
        long now = nanoTime.getAsLong();
        waiting.values().removeIf(gone -> gone - now < 0);
        var hospital = study.tenant();
        if (running.contains(hospital) || hospitalsBefore(hospital) >= AT_ONCE - running.size()) {
            var pause = pauseOf(study);
            waiting.put(study, now + pause.plus(GONE).toNanos());
            return Optional.of(pause);
        }
        waiting.remove(study);
        running.add(hospital);
        lastTurns.put(hospital, ++turns);
        return Optional.empty();
    }

    synchronized void leave(TenantId hospital) {
        running.remove(hospital);
    }

    private long hospitalsBefore(TenantId hospital) {
        return waiting.keySet().stream()
                .map(StudyRef::tenant)
                .distinct()
                .filter(other -> !running.contains(other) && lastTurn(other) < lastTurn(hospital))
                .count();
    }

    private long lastTurn(TenantId hospital) {
        return lastTurns.getOrDefault(hospital, 0L);
    }

    private Duration pauseOf(StudyRef study) {
        long before = waiting.keySet().stream()
                .takeWhile(other -> !other.equals(study))
                .filter(other -> other.tenant().equals(study.tenant()))
                .count();
        var pause = SHORTEST_PAUSE.multipliedBy(1 + before);
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }
}
