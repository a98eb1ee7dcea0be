package io.dayside.critical.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.cases.CaseId;
import io.dayside.critical.CriticalResult;
import io.dayside.critical.CriticalState;
import io.dayside.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the desk reminds of what was accepted and told to nobody. */
class CriticalNoteTests {

    private static final String ACCEPTED = "intracranial haemorrhage";
    private static final Instant NOW = Instant.parse("2026-11-28T10:00:00Z");

    @Test
    void whatWasWithdrawnHasToldTheHospitalNothing() {
        assertThat(CriticalNote.untoldOf(ACCEPTED, List.of())).isEqualTo(ACCEPTED);
        assertThat(CriticalNote.untoldOf(ACCEPTED, List.of(result(CriticalState.WITHDRAWN))))
                .isEqualTo(ACCEPTED);
    }

    @ParameterizedTest
    @EnumSource(value = CriticalState.class, names = "WITHDRAWN", mode = EnumSource.Mode.EXCLUDE)
    void whatHoldsHasToldIt(CriticalState state) {
        assertThat(CriticalNote.untoldOf(ACCEPTED, List.of(result(CriticalState.WITHDRAWN), result(state))))
                .isEmpty();
    }

    private static CriticalResult result(CriticalState state) {
        return new CriticalResult(
                new CaseId(new TenantId("northgate"), new UUID(0, 1)),
                new UUID(0, 2),
                "NG-26-000001",
                "CT head",
                "Doe^Jo",
                "P1",
                state,
                "okafor",
                "Dr Okafor",
                NOW,
                ACCEPTED,
                "ward",
                Duration.ofHours(1),
                NOW.plus(Duration.ofHours(1)),
                1,
                NOW,
                null,
                null);
    }
}
