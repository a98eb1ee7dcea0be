package io.dayside.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CaseStateTests {

    /** Every transition that the domain allows; all others of the 144 pairs are refused. */
    private static final Set<String> ALLOWED = Set.of(
            "AWAITING_IMAGES>AWAITING_ORDER",
            "AWAITING_IMAGES>READY",
            "AWAITING_IMAGES>CANCELLED",
            "AWAITING_ORDER>AWAITING_IMAGES",
            "AWAITING_ORDER>READY",
            "AWAITING_ORDER>CANCELLED",
            "READY>OFFERED",
            "READY>OPEN",
            "READY>ON_HOLD",
            "READY>AWAITING_IMAGES",
            "READY>CANCELLED",
            "OFFERED>OPEN",
            "OFFERED>READY",
            "OFFERED>ON_HOLD",
            "OFFERED>CANCELLED",
            "OPEN>READY",
            "OPEN>ON_HOLD",
            "OPEN>HANDED_OVER",
            "OPEN>PRELIMINARY",
            "OPEN>FINAL",
            "OPEN>CANCELLED",
            "ON_HOLD>READY",
            "ON_HOLD>CANCELLED",
            "HANDED_OVER>READY",
            "HANDED_OVER>CANCELLED",
            "PRELIMINARY>FINAL",
            "PRELIMINARY>READY",
            "FINAL>ADDENDUM",
            "FINAL>CORRECTED",
            "ADDENDUM>ADDENDUM",
            "ADDENDUM>CORRECTED",
            "CORRECTED>ADDENDUM",
            "CORRECTED>CORRECTED");

    @Test
    void onlyTheListedTransitionsAreAllowed() {
        var found = EnumSet.allOf(CaseState.class).stream()
                .flatMap(from -> EnumSet.allOf(CaseState.class).stream()
                        .filter(from::mayBecome)
                        .map(to -> from + ">" + to))
                .collect(Collectors.toSet());

        assertThat(found).isEqualTo(ALLOWED);
    }

    @Test
    void aReadCaseAwaitsNoReport() {
        assertThat(EnumSet.allOf(CaseState.class).stream().filter(state -> !state.awaitsReport()))
                .containsExactly(CaseState.FINAL, CaseState.ADDENDUM, CaseState.CORRECTED, CaseState.CANCELLED);
    }
}
