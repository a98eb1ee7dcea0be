package io.dayside.routing.engine;

import static io.dayside.routing.engine.EngineFixtures.HEAD_CT;
import static io.dayside.routing.engine.EngineFixtures.NOW;
import static io.dayside.routing.engine.EngineFixtures.minutes;
import static io.dayside.routing.engine.EngineFixtures.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dayside.cases.CaseId;
import io.dayside.routing.engine.EngineFixtures.Papers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PaceTests {

    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    @Test
    void anHourIsAnySixtyMinutes() {
        var pace = new Pace(2, 100, ZURICH);
        var read = List.of(minutes(0), minutes(20));

        assertThat(pace.allowsOneMore(read, 0, minutes(59))).isFalse();
        assertThat(pace.oneMoreFrom(read, minutes(59))).isEqualTo(minutes(60));
        assertThat(pace.allowsOneMore(read, 0, minutes(60))).isTrue();
        assertThat(pace.allowsOneMore(read, 1, minutes(60))).isFalse();
    }

    /** The day of 25 October has 25 hours in Zurich and begins at 22:00 UTC of the day before. */
    @Test
    void aDayFollowsTheWallClock() {
        var pace = new Pace(100, 2, ZURICH);
        var before = Instant.parse("2026-10-24T21:59:59Z");
        var first = Instant.parse("2026-10-24T22:00:00Z");
        var last = Instant.parse("2026-10-25T22:59:59Z");

        assertThat(pace.inTheDay(List.of(before, first), last)).isEqualTo(1);
        assertThat(pace.allowsOneMore(List.of(before, first), 0, last)).isTrue();
        assertThat(pace.allowsOneMore(List.of(before, first, first), 0, last)).isFalse();
        assertThat(pace.oneMoreFrom(List.of(first, first), last)).isEqualTo(Instant.parse("2026-10-25T23:00:00Z"));
    }

    @Test
    void aPaceOfNothingIsNone() {
        assertThatThrownBy(() -> new Pace(0, 1, ZURICH)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Pace(1, 0, ZURICH)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whoHasReadAsManyAsTheyMayIsGivenNothingAndOfferedNothing() {
        var order = order("ada", "ben");
        order.limit("ada", new Pace(1, 10, ZURICH));
        order.hasRead("ada", List.of(NOW));
        var work = waiting("a", HEAD_CT, ReadingClass.STAT, 5);
        order.arrive(work, NOW);

        assertThat(order.next("ada", minutes(59))).isEmpty();
        assertThat(order.top("ada", minutes(59), 9)).isEmpty();
        assertThat(order.placement(work.id(), minutes(59)).orElseThrow().offers())
                .extracting(Placement.Offer::reader)
                .containsExactly("ben");
        assertThat(order.next("ada", minutes(60))).isPresent();
        order.limit("ada", null);
        assertThat(order.next("ada", minutes(60))).isPresent();
    }

    @Test
    void whoRestsIsNoReasonNotToInterruptSomebodyElse() {
        var order = order("ada", "ben");
        order.limit("ada", new Pace(1, 10, ZURICH));
        order.hasRead("ada", List.of(NOW));
        var aside = waiting("aside", HEAD_CT, ReadingClass.ROUTINE, 5);
        order.arrive(aside, NOW);
        order.take("ben", aside.id(), NOW);
        var work = waiting("a", HEAD_CT, ReadingClass.STAT, 5);
        order.arrive(work, NOW);

        assertThat(order.placement(work.id(), NOW).orElseThrow().interruption())
                .map(Placement.Interruption::reader)
                .contains("ben");
    }

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    /** Held against every 60 minutes and every day of what was read. */
    @ParameterizedTest
    @MethodSource("seeds")
    void noLimitIsEverPassed(long seed) {
        var random = new Random(seed);
        var zone = ZoneId.of(random.nextBoolean() ? "Europe/Zurich" : "America/New_York");
        var pace = new Pace(1 + random.nextInt(6), 1 + random.nextInt(30), zone);
        var order = order("ada");
        order.limit("ada", pace);
        var now = Instant.parse("2026-10-23T06:00:00Z");
        order.beginShift("ada", now.plus(Duration.ofDays(30)), now);
        var read = new ArrayList<Instant>();
        var held = new ArrayList<CaseId>();
        int barred = 0;
        for (int i = 0; i < 600; i++) {
            now = now.plusSeconds(random.nextInt(i % 100 == 0 ? 40_000 : 900));
            order.arrive(waiting("w" + i, HEAD_CT, ReadingClass.ROUTINE, 0), now);
            if (random.nextBoolean() && !held.isEmpty()) {
                order.finish(held.removeFirst(), now);
                read.add(now);
            }
            boolean allowed = held.size() < 3 && pace.allowsOneMore(read, held.size(), now);
            var next = order.next("ada", now);
            assertThat(next.isPresent()).as("seed %d", seed).isEqualTo(allowed);
            barred += allowed ? 0 : 1;
            if (next.isPresent()) {
                order.take("ada", next.get().id(), now);
                held.add(next.get().id());
            }
            if (random.nextInt(40) == 0) {
                order.hasRead("ada", read);
            }
        }
        assertThat(barred).isPositive();
        assertThat(read).allSatisfy(at -> {
            var hour = read.stream().filter(one -> !one.isAfter(at) && one.isAfter(at.minusSeconds(3_600)));
            assertThat(hour.count()).isLessThanOrEqualTo(pace.perHour());
        });
        Map<LocalDate, Integer> days = new HashMap<>();
        read.forEach(at -> days.merge(LocalDate.ofInstant(at, zone), 1, Integer::sum));
        assertThat(days.values()).allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(pace.perDay()));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void oneMoreIsAllowedFromWhereItIsSaidAndNotBefore(long seed) {
        var random = new Random(seed);
        var pace = new Pace(1 + random.nextInt(4), 1 + random.nextInt(8), ZURICH);
        var read = IntStream.range(0, random.nextInt(12))
                .mapToObj(_ -> NOW.minusSeconds(random.nextInt(30_000)))
                .sorted()
                .toList();

        var from = pace.oneMoreFrom(read, NOW);

        assertThat(pace.allowsOneMore(read, 0, from)).isTrue();
        if (from.isAfter(NOW)) {
            assertThat(pace.allowsOneMore(read, 0, from.minusMillis(1))).isFalse();
        }
    }

    private static ReadingOrder order(String... readers) {
        var papers = new Papers();
        var order = new ReadingOrder(Policies.of(PolicyFile.standard()), papers);
        for (var reader : readers) {
            papers.allow(reader, HEAD_CT);
            order.join(reader, 3);
            order.beginShift(reader, NOW.plus(Duration.ofHours(8)), NOW.minus(Duration.ofDays(40)));
        }
        return order;
    }
}
