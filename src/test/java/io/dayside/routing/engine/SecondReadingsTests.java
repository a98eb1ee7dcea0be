package io.dayside.routing.engine;

import static io.dayside.routing.engine.EngineFixtures.HARBOUR;
import static io.dayside.routing.engine.EngineFixtures.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.CaseId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases that come back to the order after each reading, for somebody who has not read them; each seed is a life of one. */
class SecondReadingsTests {

    private static final int CASES = 40;
    private static final List<String> READERS = List.of("ada", "ben", "cleo", "dan");

    /** Everybody may read everything, but nobody the same case twice. */
    private static final Credentials PAPERS = new Credentials() {
        @Override
        public boolean allow(String reader, Need need, LocalDate day) {
            return !need.readBy().contains(reader);
        }
    };

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyCaseIsReadByAsManyAsItTakesAndByNobodyTwice(long seed) {
        var random = new Random(seed);
        var policies = Policies.of(PolicyFile.standard());
        var order = new ReadingOrder(policies, PAPERS);
        var guarantee = new Guarantee(policies);
        var wanted = new HashMap<CaseId, Integer>();
        var readBy = new HashMap<CaseId, Set<String>>();
        var holders = new HashMap<CaseId, String>();
        var works = new HashMap<CaseId, Waiting>();
        READERS.forEach(reader -> {
            order.join(reader, 2);
            order.beginShift(reader, NOW.plus(Duration.ofDays(400)), NOW);
        });
        var now = NOW;
        int steps = 0;
        while (wanted.size() < CASES || !works.isEmpty()) {
            assertThat(++steps).isLessThan(20_000);
            now = now.plusSeconds(random.nextInt(3_000));
            if (wanted.size() < CASES && random.nextInt(3) == 0) {
                var work = work(new CaseId(HARBOUR, new UUID(seed, wanted.size())), Set.of(), now, random);
                wanted.put(work.id(), 1 + random.nextInt(3));
                readBy.put(work.id(), new HashSet<>());
                works.put(work.id(), work);
                order.arrive(work, now);
            }
            var reader = READERS.get(random.nextInt(READERS.size()));
            var next = order.next(reader, now);
            if (next.isPresent()) {
                var given = Objects.requireNonNull(works.get(next.get().id()));
                assertThat(Objects.requireNonNull(readBy.get(given.id()))).doesNotContain(reader);
                assertThat(guarantee.overtaken(given, order.open(reader, now), now))
                        .isEmpty();
                order.take(reader, given.id(), now);
                holders.put(given.id(), reader);
            }
            for (var id : List.copyOf(holders.keySet())) {
                if (random.nextInt(3) == 0) {
                    read(id, order, wanted, readBy, holders, works, now);
                }
            }
        }

        assertThat(readBy).allSatisfy((id, by) -> assertThat(by).hasSize(wanted.getOrDefault(id, 0)));
        assertThat(order.countWaiting()).isZero();
        assertThat(order.held()).isEmpty();
    }

    private static void read(
            CaseId id,
            ReadingOrder order,
            Map<CaseId, Integer> wanted,
            Map<CaseId, Set<String>> readBy,
            Map<CaseId, String> holders,
            Map<CaseId, Waiting> works,
            Instant now) {
        order.finish(id, now);
        var by = Objects.requireNonNull(readBy.get(id));
        by.add(Objects.requireNonNull(holders.remove(id)));
        if (by.size() < wanted.getOrDefault(id, 1)) {
            var again = again(Objects.requireNonNull(works.get(id)), by);
            works.put(id, again);
            order.arrive(again, now);
        } else {
            works.remove(id);
        }
    }

    /** The same case at the same place, for somebody else. */
    private static Waiting again(Waiting work, Set<String> by) {
        return new Waiting(
                work.id(),
                need(by),
                work.ordered(),
                work.flag(),
                work.since(),
                work.dueAt(),
                work.target(),
                work.continuity(),
                work.expectedReading(),
                work.value());
    }

    private static Waiting work(CaseId id, Set<String> by, Instant now, Random random) {
        var classes = ReadingClass.values();
        var target = Duration.ofMinutes(30 + random.nextInt(1_000));
        return new Waiting(
                id,
                need(by),
                classes[random.nextInt(classes.length)],
                null,
                now,
                now.plus(target),
                target,
                "",
                Duration.ofMinutes(10),
                1);
    }

    private static Need need(Set<String> by) {
        return new Need(HARBOUR, "GB", "CT", "HEAD", "", "", by, false, "", false, Set.of());
    }
}
