package io.dayside.collaboration;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.StudyRef;
import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.cases.CaseState;
import io.dayside.collaboration.SecondReadingRule.Preliminary;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.triage.Assessment;
import io.dayside.triage.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SecondReadingPolicyTests {

    private static final TenantId NORTHGATE = new TenantId("northgate");
    private static final Instant NOW = Instant.parse("2026-11-28T01:00:00Z");

    private final SecondReadingPolicy policy = new SecondReadingPolicy(List.of(
            rule("bleeds", List.of("CT"), List.of("HEAD"), List.of(), List.of("Haemorrhage"), Workflow.DOUBLE),
            rule("urgent CT", List.of("CT"), List.of(), List.of(Priority.URGENT), List.of(), Workflow.OVER_READ),
            rule("alone", List.of("DX"), List.of("CHEST"), List.of(), List.of(), Workflow.SINGLE),
            rule("the rest of DX", List.of("DX"), List.of(), List.of(), List.of(), Workflow.SUPERVISED)));

    @ParameterizedTest
    @CsvSource({
        "CT, HEAD,  STAT,    0.9, bleeds,         DOUBLE",
        "CT, HEAD,  STAT,    0,   '',             SINGLE",
        "CT, HEAD,  URGENT,  0,   urgent CT,      OVER_READ",
        "CT, CHEST, URGENT,  0.9, urgent CT,      OVER_READ",
        "DX, CHEST, ROUTINE, 0,   alone,          SINGLE",
        "DX, SPINE, ROUTINE, 0,   the rest of DX, SUPERVISED",
        "MR, HEAD,  STAT,    0.9, '',             SINGLE"
    })
    void theFirstRuleThatCoversACaseHolds(
            String modality, String region, Priority priority, double probability, String rule, Workflow workflow) {
        var turn = policy.first(work(modality, region, priority, probability));

        assertThat(turn.rule()).isEqualTo(rule);
        assertThat(turn.workflow()).isEqualTo(workflow);
        assertThat(turn.role()).isEqualTo(Role.FIRST);
        assertThat(turn.readBy()).isEmpty();
    }

    @Test
    void onlyTheFirstReadingOfASupervisedCaseIsForResidents() {
        assertThat(policy.first(work("DX", "SPINE", Priority.STAT, 0)).forResidents())
                .isTrue();
        assertThat(policy.first(work("CT", "HEAD", Priority.STAT, 0.9)).forResidents())
                .isFalse();
        assertThat(Turn.ONLY.forResidents()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(CaseState.class)
    void aCaseWaitsForItsNextReaderInNoOtherStates(CaseState state) {
        boolean isReady = state == CaseState.READY || state == CaseState.OFFERED;
        boolean isSigned = state == CaseState.FINAL || state == CaseState.ADDENDUM || state == CaseState.CORRECTED;

        assertThat(Turn.ONLY.waits(state)).isEqualTo(isReady);
        assertThat(over().waits(state)).isEqualTo(isReady || isSigned);
    }

    private static Turn over() {
        return new Turn(
                Workflow.OVER_READ,
                Role.OVER_READER,
                Set.of("okafor"),
                "bleeds",
                "",
                true,
                Duration.ZERO,
                NOW,
                NOW.plusSeconds(60));
    }

    private static SecondReadingRule rule(
            String name,
            List<String> modalities,
            List<String> regions,
            List<Priority> priorities,
            List<String> findings,
            Workflow workflow) {
        return new SecondReadingRule(
                name, modalities, regions, priorities, findings, workflow, "", Duration.ZERO, Preliminary.INSIDE);
    }

    private static Case work(String modality, String region, Priority priority, double probability) {
        return new Case(
                new CaseId(NORTHGATE, new UUID(0, 1)),
                "NG-26-000001",
                CaseState.READY,
                new StudyRef(NORTHGATE, "2.25.1"),
                null,
                "NGM",
                "US-NY",
                priority,
                "A1",
                modality,
                region,
                modality,
                "",
                "P1",
                "",
                null,
                "F",
                NOW,
                NOW,
                Assessment.Status.DONE,
                "",
                probability,
                Severity.CRITICAL,
                probability > 0 ? "haemorrhage" : "");
    }
}
