package io.dayside.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.tenancy.TenantId;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoreSlotsTests {

    private final StoreSlots slots = new StoreSlots();

    @Test
    void oneHospitalsRequestsLeaveRoomForOthers() {
        var slow = new TenantId("northgate");
        var first = slots.take(slow).orElseThrow();
        IntStream.range(1, StoreSlots.FOR_ONE_HOSPITAL)
                .forEach(_ -> assertThat(slots.take(slow)).isPresent());

        assertThat(slots.take(slow)).isEmpty();
        assertThat(slots.take(new TenantId("harbour"))).isPresent();

        first.close();
        assertThat(slots.take(slow)).isPresent();
        assertThat(slots.take(slow)).isEmpty();
    }

    @Test
    void allTogetherHaveSoManyAtOnce() {
        IntStream.range(0, StoreSlots.FOR_ALL)
                .forEach(i -> assertThat(slots.take(new TenantId("hospital-" + i % 4)))
                        .isPresent());

        assertThat(slots.take(new TenantId("harbour"))).isEmpty();
    }
}
