package io.dayside.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalRoomTests {

    private final AtomicLong usable = new AtomicLong(1000);
    private final AtomicLong nanos = new AtomicLong();
    private final LocalRoom room = new LocalRoom(usable::get, nanos::get);

    @Test
    void filesAreAddedUpAgainWhenHalfOfTheirRoomWasTakenOfTheDisk() throws Exception {
        assertThat(room.mayBeUsedUp()).as("nobody has looked yet").isTrue();
        room.isKnown(200);
        assertThat(room.mayBeUsedUp()).isFalse();
        usable.set(901);
        assertThat(room.mayBeUsedUp()).isFalse();
        usable.set(900);
        assertThat(room.mayBeUsedUp()).isTrue();
        room.isKnown(100);
        assertThat(room.mayBeUsedUp()).isFalse();
    }

    @Test
    void atTheBoundTheyAreAddedUpEachTimeAndOtherwiseOnceAnHour() throws Exception {
        room.isKnown(0);
        assertThat(room.mayBeUsedUp()).isTrue();
        room.isKnown(-5);
        usable.set(1900);
        assertThat(room.mayBeUsedUp()).as("still too many").isTrue();

        room.isKnown(500);
        nanos.set(Duration.ofHours(1).toNanos());
        assertThat(room.mayBeUsedUp()).isFalse();
        nanos.incrementAndGet();
        assertThat(room.mayBeUsedUp()).isTrue();
    }
}
