package io.dayside.routing;

import io.dayside.cases.CaseId;
import io.dayside.routing.FloorRows.Floor;
import io.dayside.routing.engine.Policies;
import io.dayside.routing.engine.ReadingOrder;
import io.dayside.routing.engine.Waiting;
import io.dayside.workforce.ContractHours;
import io.dayside.workforce.Specialist;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the floor of this moment forward by the live order of reading: who will read which case when, if nothing more comes.
 * What is held is finished first. Reading takes random times around what is expected.
 */
final class FloorForecast {

    static final Duration HORIZON = Duration.ofDays(1);

    /** Whoever finds nothing looks again; bounds, reservations and other people's shifts change what they find. */
    private static final Duration LOOKS_AGAIN = Duration.ofMinutes(15);

    /** Standard deviation of the logarithm of a reading time. */
    private static final double SIGMA = 0.5;

    /** Of what is held nobody knows how far it is; on average it is half done. */
    private static final double LEFT_OF_HELD = 0.5;

    /** The reasons of declines themselves stay in the database. */
    private static final String KEPT = "kept";

    private final Policies policies;
    private final List<Specialist> everybody;
    private final Map<CaseId, Waiting> waiting = new HashMap<>();
    private final Map<CaseId, Set<String>> declines = new HashMap<>();
    private final Map<String, List<Waiting>> held = new HashMap<>();
    private final Map<String, ContractHours> hours = new HashMap<>();
    private final Map<String, List<Instant>> signedBefore;
    private final Instant now;

    /** @param signedBefore when everybody who has a contract has signed lately, oldest first */
    FloorForecast(
            Policies policies,
            List<Specialist> everybody,
            Collection<Floor> floors,
            Map<String, List<Instant>> signedBefore,
            Instant now) {
        this.policies = policies;
        this.signedBefore = signedBefore;
        this.everybody = everybody.stream()
                .sorted(Comparator.comparing(Specialist::username))
                .toList();
        this.now = now;
        var known = new HashSet<String>();
        everybody.forEach(one -> {
            known.add(one.username());
            hours.put(one.username(), new ContractHours(one));
        });
        for (var floor : floors) {
            floor.works().values().stream()
                    .sorted(Comparator.comparing(work -> work.id().toString()))
                    .forEach(work -> place(work, floor.holders(), known));
            floor.declines()
                    .forEach((id, by) -> declines.put(
                            id, by.stream().filter(known::contains).collect(Collectors.toUnmodifiableSet())));
        }
        var papers = new Papers();
        everybody.forEach(papers::put);
        waiting.values().removeIf(work -> !hasReader(work, papers));
    }

    private void place(Waiting work, Map<CaseId, String> holders, Set<String> known) {
        var holder = holders.get(work.id());
        if (holder == null || !known.contains(holder)) {
            waiting.put(work.id(), work);
        } else {
            held.computeIfAbsent(holder, _ -> new ArrayList<>()).add(work);
        }
    }

    private boolean hasReader(Waiting work, Papers papers) {
        return everybody.stream()
                .anyMatch(one -> papers.allow(one.username(), work.need(), LocalDate.ofInstant(now, ZoneOffset.UTC)));
    }

    /** When a specialist is probably done with what they hold. */
    Instant freeAt(String username) {
        return held.getOrDefault(username, List.of()).stream()
                .map(work -> part(work.expectedReading(), LEFT_OF_HELD))
                .reduce(now, Instant::plus, (_, last) -> last);
    }

    /** Whether their contract lets them begin another case then, of those that they hold one put aside or not. */
    boolean mayBegin(Specialist one, Instant at, boolean aside) {
        int holds = holds(one.username()) - (aside ? 1 : 0);
        return !hours(one).areSpent(at)
                && EligibilityRules.pace(one)
                        .filter(pace -> !pace.allowsOneMore(signedBefore(one), Math.max(0, holds), at))
                        .isEmpty();
    }

    private ContractHours hours(Specialist one) {
        return hours.computeIfAbsent(one.username(), _ -> new ContractHours(one));
    }

    private List<Instant> signedBefore(Specialist one) {
        return signedBefore.getOrDefault(one.username(), List.of());
    }

    boolean hasDeclined(String username, CaseId id) {
        return declines.getOrDefault(id, Set.of()).contains(username);
    }

    int holds(String username) {
        return held.getOrDefault(username, List.of()).size();
    }

    Collection<Waiting> waiting() {
        return waiting.values();
    }

    Collection<Waiting> held() {
        return held.values().stream().flatMap(List::stream).toList();
    }

    /**
     * A case that one specialist reads at a given moment, whatever the order says.
     *
     * @param aside whether what they hold waits until they are done with it
     */
    record Moved(CaseId id, String username, Instant at, boolean aside) {}

    /** When each case is signed in one run; those that are not within {@link #HORIZON} are not in it. */
    Map<CaseId, Instant> run(long seed) {
        return new Run(new SplittableRandom(seed), Optional.empty()).toTheEnd();
    }

    /** As {@link #run(long)}, with the same reading times, had one case been moved. */
    Map<CaseId, Instant> run(long seed, Moved moved) {
        return new Run(new SplittableRandom(seed), Optional.of(moved)).toTheEnd();
    }

    /** How many of what waits or is held are late in a run. */
    int late(Map<CaseId, Instant> signed) {
        return (int) Stream.concat(waiting().stream(), held().stream())
                .filter(work -> {
                    var at = signed.get(work.id());
                    return at == null || at.isAfter(work.dueAt());
                })
                .count();
    }

    private static Duration part(Duration whole, double share) {
        return Duration.ofMillis(Math.round(whole.toMillis() * share));
    }

    /** Whoever turns to the list at that moment. */
    private record Turn(Instant at, Specialist who) {}

    private final class Run {

        private final Map<CaseId, Duration> times = new HashMap<>();
        private final ReadingOrder order;
        private final Map<CaseId, Instant> signed = new HashMap<>();
        private final Map<String, CaseId> reading = new HashMap<>();
        private final Set<String> onShift = new HashSet<>();
        private final PriorityQueue<Turn> turns = new PriorityQueue<>(
                Comparator.comparing(Turn::at).thenComparing(turn -> turn.who().username()));

        private Run(RandomGenerator random, Optional<Moved> moved) {
            Stream.concat(waiting().stream(), held().stream())
                    .sorted(Comparator.comparing(work -> work.id().toString()))
                    .forEach(work -> times.put(work.id(), drawn(work, random)));
            var papers = new Papers();
            this.order = new ReadingOrder(policies, papers);
            for (var one : everybody) {
                papers.put(one);
                order.join(one.username(), 1);
                order.limit(one.username(), EligibilityRules.pace(one).orElse(null));
            }
            waiting.values().stream()
                    .filter(work ->
                            moved.filter(one -> one.id().equals(work.id())).isEmpty())
                    .sorted(Comparator.comparing(work -> work.id().toString()))
                    .forEach(work -> {
                        order.arrive(work, now);
                        declines.getOrDefault(work.id(), Set.of())
                                .forEach(by -> order.decline(by, work.id(), KEPT, now));
                    });
            for (var one : everybody) {
                var at = moved.filter(to -> to.username().equals(one.username()))
                        .map(to -> firstTheMoved(one, to))
                        .orElseGet(() -> finishHeld(one, now));
                turns.add(new Turn(at, one));
                order.hasRead(one.username(), readBefore(one, moved));
            }
        }

        /** With what they hold, and what is moved to them, which they read before they turn to the list. */
        private List<Instant> readBefore(Specialist one, Optional<Moved> moved) {
            var finished = Stream.concat(
                            held.getOrDefault(one.username(), List.of()).stream()
                                    .map(Waiting::id),
                            moved.filter(to -> to.username().equals(one.username())).map(Moved::id).stream())
                    .flatMap(id -> Optional.ofNullable(signed.get(id)).stream());
            return Stream.concat(signedBefore(one).stream(), finished).sorted().toList();
        }

        private static Duration drawn(Waiting work, RandomGenerator random) {
            return part(work.expectedReading(), Math.exp(SIGMA * random.nextGaussian() - SIGMA * SIGMA / 2));
        }

        private Duration time(CaseId id) {
            return times.getOrDefault(id, Duration.ZERO);
        }

        private Instant firstTheMoved(Specialist one, Moved moved) {
            var begin = moved.aside() ? moved.at() : later(moved.at(), finishHeld(one, now));
            var end = begin.plus(time(moved.id()));
            signed.put(moved.id(), end);
            return moved.aside() ? finishHeld(one, end) : end;
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }

        private Instant finishHeld(Specialist one, Instant from) {
            var at = from;
            for (var work : held.getOrDefault(one.username(), List.of())) {
                at = at.plus(part(time(work.id()), LEFT_OF_HELD));
                signed.put(work.id(), at);
            }
            return at;
        }

        private Map<CaseId, Instant> toTheEnd() {
            var end = now.plus(HORIZON);
            while (order.countWaiting() + reading.size() > 0) {
                var turn = turns.poll();
                if (turn == null || turn.at().isAfter(end)) {
                    break;
                }
                turn(turn.who(), turn.at());
            }
            return signed;
        }

        private void turn(Specialist who, Instant at) {
            var username = who.username();
            var read = reading.remove(username);
            if (read != null) {
                order.finish(read, at);
            }
            var agreed = hours(who);
            if (!agreed.onShift(at)) {
                leave(who, at);
                return;
            }
            if (onShift.add(username)) {
                order.beginShift(
                        username,
                        agreed.shiftEnd(at).map(ZonedDateTime::toInstant).orElse(at.plus(HORIZON)),
                        at);
            }
            order.next(username, at).ifPresentOrElse(decision -> read(who, decision.id(), at), () -> {
                turns.add(new Turn(at.plus(LOOKS_AGAIN), who));
            });
        }

        private void leave(Specialist who, Instant at) {
            if (onShift.remove(who.username())) {
                order.endShift(who.username(), at);
            }
            hours(who).nextShift(at).ifPresent(next -> turns.add(new Turn(next.toInstant(), who)));
        }

        private void read(Specialist who, CaseId id, Instant at) {
            order.take(who.username(), id, at);
            var end = at.plus(time(id));
            reading.put(who.username(), id);
            signed.put(id, end);
            turns.add(new Turn(end, who));
        }
    }
}
