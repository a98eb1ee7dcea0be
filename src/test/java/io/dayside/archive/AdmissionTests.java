package io.dayside.archive;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Admission.Objection;
import io.dayside.archive.SpareRoom.Spare;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.testing.FixedHospitals;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class AdmissionTests {

    private static final long MIB = 1 << 20;

    private final Map<TenantId, Long> stored = new HashMap<>();
    private final AtomicLong usable = new AtomicLong(Long.MAX_VALUE);
    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /** Northgate has that quota, harbour none. */
    private Admission admission(@Nullable Integer perMinute) {
        var hospitals = new FixedHospitals(Duration.ofSeconds(1));
        hospitals.setQuota(NORTHGATE, new Hospital.Quota(100 * MIB, perMinute));
        return new Admission(
                hospitals,
                tenant -> stored.getOrDefault(tenant, 0L),
                usable::get,
                nanos::get,
                meters,
                DataSize.ofMegabytes(10));
    }

    @Test
    void whenTheQuotaIsUsedUpOnlyStatOrdersAreTakenUpToTheReserve() {
        var admission = admission(null);
        stored.put(NORTHGATE, 99 * MIB);
        assertThat(admission.objection(NORTHGATE, false, MIB))
                .as("the last that fits")
                .isEmpty();

        stored.put(NORTHGATE, 100 * MIB);
        assertThat(admission.objection(NORTHGATE, false, 1)).contains(Objection.QUOTA);
        assertThat(admission.objection(NORTHGATE, true, 10 * MIB)).isEmpty();
        assertThat(admission.objection(NORTHGATE, true, 11 * MIB)).contains(Objection.QUOTA_AND_RESERVE);
        assertThat(admission.objection(HARBOUR, false, 1000 * MIB))
                .as("another hospital's quota is none of its business")
                .isEmpty();
        assertThat(refused("QUOTA")).isEqualTo(1);
        assertThat(refused("QUOTA_AND_RESERVE")).isEqualTo(1);
    }

    @Test
    void theUseIsMeasuredAsAShareOfTheQuota() {
        var admission = admission(null);
        admission.objection(NORTHGATE, false, 1);
        stored.put(NORTHGATE, 80 * MIB);

        assertThat(meters.get("dayside.archive.quota.used")
                        .tag("tenant", "northgate")
                        .gauge()
                        .value())
                .isEqualTo(0.8);
    }

    @Test
    void halfOfThePaceIsKeptForWhatIsSent() {
        var admission = admission(10);
        int taken = 0;
        while (admission.spare(NORTHGATE) == Spare.THERE) {
            assertThat(admission.objection(NORTHGATE, false, 1)).isEmpty();
            taken++;
        }
        assertThat(taken).isEqualTo(5);
        assertThat(admission.spare(NORTHGATE)).isEqualTo(Spare.SOON);
        for (int i = 0; i < 5; i++) {
            assertThat(admission.objection(NORTHGATE, false, 1)).as("sent").isEmpty();
        }
        assertThat(admission.objection(NORTHGATE, false, 1)).contains(Objection.PACE);
        assertThat(admission.spare(HARBOUR)).isEqualTo(Spare.THERE);

        nanos.addAndGet(Duration.ofSeconds(37).toNanos());

        assertThat(admission.spare(NORTHGATE)).as("six are saved up").isEqualTo(Spare.THERE);
    }

    @Test
    void theLastOfQuotaAndDiskIsKeptForWhatIsSent() {
        var admission = admission(null);
        stored.put(NORTHGATE, 90 * MIB);
        assertThat(admission.spare(NORTHGATE)).isEqualTo(Spare.THERE);
        stored.put(NORTHGATE, 90 * MIB + 1);
        assertThat(admission.spare(NORTHGATE)).isEqualTo(Spare.NONE);
        assertThat(admission.objection(NORTHGATE, false, MIB)).isEmpty();
        assertThat(admission.spare(HARBOUR)).isEqualTo(Spare.THERE);

        usable.set(DataSize.ofMegabytes(20).toBytes() - 1);

        assertThat(admission.spare(HARBOUR)).isEqualTo(Spare.NONE);
        assertThat(admission.objection(HARBOUR, false, 1)).isEmpty();
    }

    @Test
    void soManyAMinuteAndNoStatOrderWaits() {
        var admission = admission(3);
        for (int i = 0; i < 3; i++) {
            assertThat(admission.objection(NORTHGATE, false, 1)).isEmpty();
        }
        assertThat(admission.objection(NORTHGATE, false, 1)).contains(Objection.PACE);
        assertThat(admission.objection(NORTHGATE, true, 1)).isEmpty();

        nanos.addAndGet(Duration.ofSeconds(21).toNanos());
        assertThat(admission.objection(NORTHGATE, false, 1))
                .as("a third of a minute later")
                .isEmpty();
        assertThat(admission.objection(NORTHGATE, false, 1)).contains(Objection.PACE);
        nanos.addAndGet(Duration.ofHours(1).toNanos());
        for (int i = 0; i < 3; i++) {
            assertThat(admission.objection(NORTHGATE, false, 1)).isEmpty();
        }
        assertThat(admission.objection(NORTHGATE, false, 1))
                .as("no more than a minute is saved up")
                .isPresent();
    }

    @Test
    void dur14TheRestOfAnAlmostFullDiskIsForStatOrdersOfEveryHospital() {
        var admission = admission(null);
        usable.set(11 * MIB);
        assertThat(admission.objection(HARBOUR, false, MIB)).isEmpty();
        assertThat(admission.objection(HARBOUR, false, 2 * MIB)).contains(Objection.DISK);
        assertThat(admission.objection(HARBOUR, true, 2 * MIB)).isEmpty();

        usable.set(12 * MIB);
        assertThat(admission.objection(HARBOUR, false, 2 * MIB))
                .as("by itself when there is room")
                .isEmpty();
    }

    @Test
    void dur14ALargeRoutineObjectMayComeOnlyWhileTheReserveIsLeftAlone() {
        var admission = admission(1);
        stored.put(NORTHGATE, 200 * MIB);
        usable.set(10 * MIB);
        assertThat(admission.objectionAmid(NORTHGATE, AdmissionTests::nobodyAsks))
                .as("quota and pace are looked at when it is whole")
                .isEmpty();

        usable.set(10 * MIB - 1);
        assertThat(admission.objectionAmid(NORTHGATE, () -> false)).contains(Objection.DISK);
        assertThat(admission.objectionAmid(HARBOUR, () -> true)).isEmpty();
        assertThat(refused("DISK")).isEqualTo(1);
    }

    private static boolean nobodyAsks() {
        throw new AssertionError("asked where it does not matter");
    }

    @Test
    void whatASenderReadsFitsAnErrorComment() {
        for (var objection : Objection.values()) {
            assertThat(objection.words()).hasSizeLessThanOrEqualTo(64);
        }
    }

    private double refused(String because) {
        return meters.get("dayside.archive.refused")
                .tag("tenant", "northgate")
                .tag("because", because)
                .counter()
                .count();
    }
}
