package io.dayside.insight.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent.Outcome;
import io.dayside.audit.TrailEntry;
import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrailWordsTests {

    private static final String CASE = "0199aaaa-1111-7222-8333-444455556666";
    private static final TenantId TENANT = new TenantId("northgate");

    private static TrailEntry entry(String object, Map<String, String> details) {
        return new TrailEntry(
                TENANT,
                1,
                Instant.parse("2026-11-24T15:04:00Z"),
                "system:cases",
                "cases",
                AuditAction.CASE_ADVANCED,
                object,
                Outcome.SUCCESS,
                details,
                "0".repeat(64));
    }

    @Test
    void emptyDetailsAreLeftOutAndStatesAreWords() {
        assertThat(TrailWords.details(
                        entry("case:" + CASE, Map.of("reason", "", "to", "AWAITING_ORDER", "from", "READY"))))
                .isEqualTo("from ready, to awaiting order");
        assertThat(TrailWords.details(entry("case:" + CASE, Map.of("from", "", "to", "READY", "reason", ""))))
                .isEqualTo("to ready");
    }

    @Test
    void identifiersAreShortenedAndWordsAreNot() {
        assertThat(TrailWords.details(entry("x", Map.of("delivery", CASE, "why", "sent again by a person"))))
                .isEqualTo("delivery …55556666, why sent again by a person");
    }

    @Test
    void casesAndTheirStudiesAreCalledByTheirNumber() {
        var entries = List.of(
                entry("case:" + CASE, Map.of()),
                entry("study:2.25.1", Map.of()),
                entry("order:" + CASE, Map.of()),
                entry("user:mercer", Map.of()));
        var words = TrailWords.of(
                entries,
                ids -> Map.of(ids.iterator().next(), "NG-26-000042"),
                studies -> Map.of(studies.iterator().next(), "NG-26-000042"));

        assertThat(entries)
                .extracting(words::object)
                .containsExactly("case NG-26-000042", "study of NG-26-000042", "order …55556666", "user mercer");
    }
}
