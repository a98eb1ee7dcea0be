package io.dayside.sla;

import io.dayside.cases.Case;
import io.dayside.cases.Cases;
import io.dayside.tenancy.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How long reading takes at a hospital by kind of study, from the first opening to the signature: the mean of what was
 * signed in four weeks, learnt anew every hour.
 */
@Component
public class ReadingTimes {

    /** Expected where fewer than {@link #ENOUGH} of a kind were read. */
    public static final Duration UNKNOWN = Duration.ofMinutes(10);

    static final int ENOUGH = 10;

    private static final Duration LOOKED_BACK = Duration.ofDays(28);
    private static final Duration FRESH = Duration.ofHours(1);
    private static final int MOST_READINGS = 5_000;

    /** What is shorter was opened by mistake, what is longer was put aside. */
    private static final Duration SHORTEST = Duration.ofSeconds(15);

    private static final Duration LONGEST = Duration.ofHours(2);

    private final ClockRows rows;
    private final Cases cases;
    private final Clock clock;
    private final Map<TenantId, Learnt> learnt = new ConcurrentHashMap<>();

    ReadingTimes(ClockRows rows, Cases cases, Clock clock) {
        this.rows = rows;
        this.cases = cases;
        this.clock = clock;
    }

    private record Kind(String modality, String bodyPart) {

        static Kind of(Case work) {
            return new Kind(work.modality(), work.bodyPart());
        }
    }

    private record Learnt(Map<Kind, Duration> times, Instant at) {

        boolean isFresh(Instant now) {
            return !now.isBefore(at) && now.isBefore(at.plus(FRESH));
        }
    }

    /** In a transaction that sees the case's hospital. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Duration of(Case work) {
        var now = clock.instant();
        var tenant = work.id().tenant();
        var known = learnt.get(tenant);
        if (known == null || !known.isFresh(now)) {
            known = new Learnt(learn(tenant, now), now);
            learnt.put(tenant, known);
        }
        return known.times().getOrDefault(Kind.of(work), UNKNOWN);
    }

    private Map<Kind, Duration> learn(TenantId tenant, Instant now) {
        var signed = rows.stoppedSince(tenant, now.minus(LOOKED_BACK));
        var newest = signed.subList(Math.max(0, signed.size() - MOST_READINGS), signed.size()).stream()
                .filter(one -> one.openedAt() != null)
                .collect(Collectors.toMap(CaseClock::id, Function.identity()));
        return cases.all(newest.keySet()).stream()
                .collect(Collectors.groupingBy(
                        Kind::of,
                        Collectors.mapping(
                                work -> reading(Objects.requireNonNull(newest.get(work.id()))), Collectors.toList())))
                .entrySet()
                .stream()
                .map(kind -> Map.entry(
                        kind.getKey(),
                        kind.getValue().stream().filter(ReadingTimes::counts).toList()))
                .filter(kind -> kind.getValue().size() >= ENOUGH)
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, kind -> mean(kind.getValue())));
    }

    private static Duration reading(CaseClock clock) {
        return Duration.between(Objects.requireNonNull(clock.openedAt()), Objects.requireNonNull(clock.stoppedAt()));
    }

    private static boolean counts(Duration reading) {
        return reading.compareTo(SHORTEST) >= 0 && reading.compareTo(LONGEST) <= 0;
    }

    private static Duration mean(List<Duration> times) {
        return times.stream().reduce(Duration.ZERO, Duration::plus).dividedBy(times.size());
    }
}
