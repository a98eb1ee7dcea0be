package io.dayside.archive;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.dicom.data.UID;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Memory for conversions, of which no hospital's slow receivers take all. */
@Timeout(60)
class SharedMemoryTests {

    private static final Duration NO_WAIT = Duration.ZERO;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final SharedMemory memory = new SharedMemory(100, 75);

    @Test
    void whatOneHospitalHoldsLeavesAQuarterToTheOthers() throws Exception {
        assertThat(memory.take(NORTHGATE, 50, NO_WAIT)).isTrue();
        assertThat(memory.take(NORTHGATE, 26, NO_WAIT)).as("beyond its share").isFalse();
        assertThat(memory.take(NORTHGATE, 25, NO_WAIT)).isTrue();

        assertThat(memory.take(HARBOUR, 26, NO_WAIT)).as("more than is left").isFalse();
        assertThat(memory.take(HARBOUR, 25, NO_WAIT)).isTrue();
        memory.giveBack(NORTHGATE, 50);
        memory.giveBack(NORTHGATE, 25);
        memory.giveBack(HARBOUR, 25);
        assertThat(memory.left()).isEqualTo(100);
        assertThat(memory.take(NORTHGATE, 75, NO_WAIT)).isTrue();
    }

    @Test
    void whoWaitsForTheirOwnHospitalsShareStandsBeforeNobodyOfAnother() throws Exception {
        memory.take(NORTHGATE, 75, NO_WAIT);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var large = threads.submit(() -> memory.take(NORTHGATE, 75, PATIENCE));
            for (int i = 0; i < 100; i++) {
                assertThat(memory.take(HARBOUR, 25, NO_WAIT)).isTrue();
                memory.giveBack(HARBOUR, 25);
            }
            assertThat(large.isDone()).isFalse();
            memory.giveBack(NORTHGATE, 75);
            assertThat(large.get()).as("and has its turn").isTrue();
        }
    }

    @Test
    void anObjectThatNeedsMoreThanAHospitalsShareOrSaysSoIsNotConverted() {
        assertThat(Conversions.isConvertible(loop(100))).isTrue();
        assertThat(Conversions.isConvertible(loop(1_000))).isFalse();
        assertThat(Conversions.isConvertible(loop(Integer.MAX_VALUE)))
                .as("more than 64 bits")
                .isFalse();
    }

    @Test
    void whatIsReservedIsGivenBackOnceHoweverOftenItIsClosed() throws Exception {
        var meters = new SimpleMeterRegistry();
        var conversions = new Conversions(meters);
        var one = conversions.reserve(loop(2));
        var other = conversions.reserve(loop(2));
        double both = meters.get("dayside.conversions.reserved").gauge().value();

        one.close();
        one.close();
        assertThat(meters.get("dayside.conversions.reserved").gauge().value()).isEqualTo(both / 2);
        other.close();
        assertThat(meters.get("dayside.conversions.reserved").gauge().value()).isZero();
    }

    /** 1 MiB a frame, decoded. */
    private static ArchivedInstance loop(int frames) {
        int side = frames == Integer.MAX_VALUE ? 65_535 : 512;
        return new ArchivedInstance(
                new StudyRef(NORTHGATE, "1.2"),
                "1.2.1",
                1,
                "",
                "XA",
                UID.XRayAngiographicImageStorage,
                "1.2.1.1",
                1,
                UID.RLELossless,
                frames,
                side,
                side,
                1_000,
                "0".repeat(64));
    }
}
