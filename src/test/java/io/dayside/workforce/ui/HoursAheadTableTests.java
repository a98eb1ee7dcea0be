package io.dayside.workforce.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.tenancy.Facility;
import io.dayside.tenancy.TenantId;
import io.dayside.workforce.Coverage.Ahead;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoursAheadTableTests {

    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private static List<String> holes(Integer... readers) {
        var clinic = new Facility(new TenantId("harbour"), "HCL", "Harbour Clinic", "GB", LONDON);
        return HoursAheadTable.holes(
                new Ahead(clinic, "MR", Instant.parse("2026-11-27T22:00:00Z"), List.of(readers)), LONDON);
    }

    @Test
    void whereSomebodyIsThereIsNoHole() {
        assertThat(holes(1, 2, 1)).isEmpty();
    }

    @Test
    void eachHoleIsSaidFromWhenToWhen() {
        assertThat(holes(0, 1, 0, 0, 3, 0))
                .containsExactly(
                        "nobody for MR at Harbour Clinic from Fri 27 Nov 22:00 to Fri 27 Nov 23:00",
                        "nobody for MR at Harbour Clinic from Sat 28 Nov 00:00 to Sat 28 Nov 02:00",
                        "nobody for MR at Harbour Clinic from Sat 28 Nov 03:00 to the end of what is shown");
    }
}
