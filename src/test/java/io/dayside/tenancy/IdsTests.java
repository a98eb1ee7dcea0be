package io.dayside.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTests {

    private static final int MANY = 20_000;

    @Test
    void areUuidsOfVersionSevenWithTheTimeInFront() {
        long before = System.currentTimeMillis();
        UUID id = Ids.next();
        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isGreaterThanOrEqualTo(before);
        assertThat(id.toString()).matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void ascendAlsoAsText() {
        var ids = Stream.generate(Ids::next).limit(MANY).map(UUID::toString).toList();
        assertThat(ids).isSortedAccordingTo(Comparator.naturalOrder()).doesNotHaveDuplicates();
    }

    @Test
    void neverTwiceTheSameToManyWhoAsk() {
        var times = IntStream.range(0, MANY)
                .parallel()
                .mapToObj(_ -> Ids.next().getMostSignificantBits())
                .toList();
        assertThat(times).doesNotHaveDuplicates();
    }

    @Test
    void sixtyTwoBitsAreRandom() {
        long ones = 0;
        long zeroes = 0;
        for (int i = 0; i < MANY; i++) {
            long low = Ids.next().getLeastSignificantBits();
            ones |= low;
            zeroes |= ~low;
        }
        assertThat((ones << 2 >>> 2) & zeroes).as("each bit was 0 and 1").isEqualTo(-1L >>> 2);
    }
}
