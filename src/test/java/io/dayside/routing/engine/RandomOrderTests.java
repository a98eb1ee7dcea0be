package io.dayside.routing.engine;

import static io.dayside.routing.engine.EngineFixtures.HARBOUR;
import static io.dayside.routing.engine.EngineFixtures.NORTHGATE;
import static io.dayside.routing.engine.EngineFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.CaseId;
import io.dayside.routing.engine.EngineFixtures.Papers;
import io.dayside.triage.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random cases, staff, policies and order of events; each seed says what went before. */
class RandomOrderTests {

    private static final int STEPS = 400;
    private static final List<Need> NEEDS = List.of(
            Need.of(HARBOUR, "GB", "CT", "HEAD"),
            Need.of(HARBOUR, "GB", "CT", "CHEST"),
            Need.of(HARBOUR, "IE", "MR", "SPINE"),
            Need.of(NORTHGATE, "GB", "CT", "HEAD"),
            Need.of(NORTHGATE, "GB", "DX", "CHEST"));
    private static final List<String> READERS = List.of("ada", "ben", "cleo", "dan", "eve");

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** One life of an order beside the naive one. */
    private static final class Life {

        private final Random random;
        private final Papers papers = new Papers();
        private final RoutingPolicy policy;
        private final ReadingOrder order;
        private final NaiveOrder naive;
        private final Set<CaseId> alive = new HashSet<>();
        private final Set<String> joined = new HashSet<>();
        private Instant now = NOW;

        private Life(long seed) {
            random = new Random(seed);
            policy = policy();
            order = new ReadingOrder(Policies.of(policy), papers);
            naive = new NaiveOrder(policy, papers);
            READERS.forEach(reader -> NEEDS.forEach(need -> {
                if (random.nextInt(3) == 0) {
                    papers.allow(reader, need);
                }
                papers.fit(reader, need, random.nextInt(5) / 4.0);
            }));
            papers.endOn(any(READERS), LocalDate.parse("2026-11-25"));
            READERS.forEach(this::join);
        }

        private RoutingPolicy policy() {
            var standard = PolicyFile.standard();
            double urgency = random.nextInt(5) / 10.0;
            return new RoutingPolicy(
                    standard.bounds(),
                    standard.flagged(),
                    standard.ageing(),
                    standard.headStarts(),
                    new RoutingPolicy.Weights(urgency, random.nextInt(4) / 10.0, random.nextInt(4) / 10.0),
                    standard.placing(),
                    new RoutingPolicy.Reservation(
                            random.nextInt(3),
                            Duration.ofMinutes(random.nextInt(300)),
                            any(List.of(ReadingClass.values()))),
                    standard.interrupts());
        }

        private void step() {
            if (random.nextInt(3) == 0) {
                now = now.plusSeconds(random.nextInt(random.nextBoolean() ? 600 : 20_000));
            }
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> arrive(work(new CaseId(HARBOUR, new UUID(0, 0))));
                case 4 -> anyAlive().forEach(id -> arriveAgain(id));
                case 5 -> anyAlive().forEach(this::withdraw);
                case 6 -> shift(anyJoined());
                case 7 -> decline(anyJoined());
                case 8 -> anyHeld().forEach(this::giveBack);
                case 9 -> anyHeld().forEach(this::finish);
                case 10 -> staff();
                default -> takeNext(anyJoined());
            }
        }

        private void arrive(Waiting work) {
            alive.add(work.id());
            order.arrive(work, now);
            naive.arrive(work);
        }

        private void arriveAgain(CaseId id) {
            var known = order.held().containsKey(id) || naive.waiting().containsKey(id);
            var work = work(id);
            assertThat(order.change(work, now)).isEqualTo(known);
            naive.arrive(work);
        }

        private void withdraw(CaseId id) {
            assertThat(order.withdraw(id, now)).isTrue();
            naive.withdraw(id);
            alive.remove(id);
        }

        private void join(String reader) {
            int places = 1 + random.nextInt(2);
            order.join(reader, places);
            naive.join(reader, places);
            joined.add(reader);
        }

        private void staff() {
            var reader = any(READERS);
            if (!joined.contains(reader)) {
                join(reader);
            } else if (random.nextInt(3) == 0 && joined.size() > 2) {
                order.leave(reader, now);
                naive.leave(reader);
                joined.remove(reader);
            } else {
                var need = any(NEEDS);
                if (random.nextBoolean()) {
                    papers.allow(reader, need);
                } else {
                    papers.revoke(reader, need);
                }
                order.credentialsChanged(reader);
            }
        }

        private void shift(String reader) {
            if (random.nextInt(4) == 0) {
                order.endShift(reader, now);
                naive.shift(reader, Instant.MIN);
            } else {
                var until = now.plusSeconds(random.nextInt(40_000));
                order.beginShift(reader, until, now);
                naive.shift(reader, until);
            }
        }

        private void decline(String reader) {
            order.next(reader, now).ifPresent(next -> {
                order.decline(reader, next.id(), "for a test", now);
                naive.decline(reader, next.id());
            });
        }

        private void giveBack(CaseId id) {
            assertThat(order.giveBack(id, now)).isTrue();
            naive.giveBack(id);
        }

        private void finish(CaseId id) {
            assertThat(order.finish(id, now)).isTrue();
            naive.finish(id);
            alive.remove(id);
        }

        private void takeNext(String reader) {
            order.next(reader, now).ifPresent(next -> {
                order.take(reader, next.id(), now);
                naive.take(reader, next.id());
            });
        }

        private Waiting work(CaseId known) {
            boolean fresh = known.id().equals(new UUID(0, 0));
            var need = any(NEEDS.stream()
                    .filter(one -> fresh || one.tenant().equals(known.tenant()))
                    .toList());
            var id = fresh ? new CaseId(need.tenant(), new UUID(random.nextLong(), random.nextLong())) : known;
            var target = Duration.ofMinutes(1 + random.nextInt(random.nextBoolean() ? 60 : 1_500));
            var since = now.minusSeconds(random.nextInt(4) == 0 ? random.nextInt(200_000) : random.nextInt(4) * 60L);
            var flag = random.nextInt(3) == 0
                    ? new Flag(any(List.of(Severity.values())), (1 + random.nextInt(10)) / 10.0)
                    : null;
            var patient = random.nextInt(3) == 0 ? "" : "p" + random.nextInt(6);
            return new Waiting(
                    id,
                    need,
                    any(List.of(ReadingClass.values())),
                    flag,
                    since,
                    since.plus(target).plusSeconds(random.nextInt(2) * 600L),
                    target,
                    patient,
                    Duration.ofMinutes(5),
                    random.nextInt(4));
        }

        private <T> T any(List<T> values) {
            return values.get(random.nextInt(values.size()));
        }

        private String anyJoined() {
            return any(joined.stream().sorted().toList());
        }

        private List<CaseId> anyAlive() {
            return one(alive);
        }

        private List<CaseId> anyHeld() {
            return one(order.held().keySet());
        }

        private List<CaseId> one(Collection<CaseId> ids) {
            var sorted = new ArrayList<>(ids);
            sorted.sort((one, other) -> one.id().compareTo(other.id()));
            return sorted.isEmpty() ? List.of() : List.of(any(sorted));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void givesTheSameOrderAsSortingEverything(long seed) {
        var life = new Life(seed);
        for (int i = 0; i < STEPS; i++) {
            life.step();
            var reader = life.anyJoined();
            var expected = life.naive.top(reader, life.now);
            assertThat(life.order.next(reader, life.now).map(Decision::id).stream()
                            .toList())
                    .as("step %d of seed %d", i, seed)
                    .isEqualTo(expected.stream().limit(1).toList());
            if (i % 10 == 0) {
                assertThat(life.order.top(reader, life.now, 1_000))
                        .extracting(standing -> standing.work().id())
                        .as("step %d of seed %d", i, seed)
                        .isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nobodyIsGivenWhatTheirPapersForbid(long seed) {
        var life = new Life(seed);
        for (int i = 0; i < STEPS; i++) {
            life.step();
            for (var reader : life.joined) {
                life.order.next(reader, life.now).ifPresent(next -> {
                    assertThat(life.naive.onShift(reader, life.now)).isTrue();
                    assertThat(life.naive.allowed(reader, life.naive.work(next.id()), life.now))
                            .isTrue();
                });
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noCaseIsLostNorHeldTwice(long seed) {
        var life = new Life(seed);
        for (int i = 0; i < STEPS; i++) {
            life.step();
            var waiting = life.order.waiting().stream().map(Waiting::id).toList();
            var all = new ArrayList<>(waiting);
            all.addAll(life.order.held().keySet());
            assertThat(all).doesNotHaveDuplicates().hasSameElementsAs(life.alive);
            assertThat(life.order.held()).isEqualTo(life.naive.holders());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsGivenBeforeWhatWaitedItsBoundAndCameEarlier(long seed) {
        var life = new Life(seed);
        var guarantee = new Guarantee(Policies.of(life.policy));
        for (int i = 0; i < STEPS; i++) {
            life.step();
            for (var reader : life.joined) {
                var open = life.order.open(reader, life.now);
                life.order
                        .next(reader, life.now)
                        .map(next -> life.naive.work(next.id()))
                        .ifPresent(given -> assertThat(guarantee.overtaken(given, open, life.now))
                                .as("seed %d", seed)
                                .isEmpty());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anArrivalIsOfferedOnlyToThoseWhoCouldBeginIt(long seed) {
        var life = new Life(seed);
        for (int i = 0; i < STEPS; i++) {
            life.step();
            for (var id : life.one(life.naive.waiting().keySet())) {
                var work = life.naive.work(id);
                var placement = life.order.placement(id, life.now).orElseThrow();
                assertThat(placement.offers()).allSatisfy(offer -> {
                    assertThat(life.naive.top(offer.reader(), life.now)).contains(id);
                });
                placement.interruption().ifPresent(cut -> {
                    assertThat(life.order.interruptionOf(cut.reader(), life.now))
                            .isPresent();
                    assertThat(placement.rank().isBefore(cut.rank())).isTrue();
                    assertThat(life.naive.holders()).containsEntry(cut.from(), cut.reader());
                    assertThat(life.naive.allowed(cut.reader(), work, life.now)).isTrue();
                    assertThat(new Guarantee(Policies.of(life.policy))
                                    .overtaken(work, life.order.open(cut.reader(), life.now), life.now))
                            .isEmpty();
                });
            }
        }
    }
}
