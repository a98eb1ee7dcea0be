package io.dayside.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.tenancy.Priority;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BeginningsTests {

    private static final Instant COMPLETE = Instant.parse("2026-11-28T10:00:00Z");
    private static final Instant BEFORE = COMPLETE.minusSeconds(1200);

    @Test
    void aClockBeginsWithTheOrderOnlyWhereTheContractSaysSo() {
        var both = new Beginnings(BEFORE, COMPLETE);
        assertThat(both.at(ClockBegin.ORDER)).isEqualTo(BEFORE);
        assertThat(both.with(ClockBegin.ORDER)).isEqualTo(ClockBegin.ORDER);
        assertThat(both.at(ClockBegin.STUDY_COMPLETE)).isEqualTo(COMPLETE);
        assertThat(both.with(ClockBegin.STUDY_COMPLETE)).isEqualTo(ClockBegin.STUDY_COMPLETE);
    }

    @Test
    void anOrderThatIsMissingOrCameAfterTheImagesGivesNoMoreTime() {
        for (var orderedAt : new Instant[] {null, COMPLETE, COMPLETE.plusSeconds(1)}) {
            var beginnings = new Beginnings(orderedAt, COMPLETE);
            assertThat(beginnings.at(ClockBegin.ORDER)).isEqualTo(COMPLETE);
            assertThat(beginnings.with(ClockBegin.ORDER)).isEqualTo(ClockBegin.STUDY_COMPLETE);
        }
    }

    @Test
    void everyPromiseOfALevelCountsFromItsBeginning() {
        var promise = level(ClockBegin.ORDER).from(new Beginnings(BEFORE, COMPLETE), ZoneOffset.UTC);
        assertThat(promise.begunAt()).isEqualTo(BEFORE);
        assertThat(promise.openDueAt()).isEqualTo(BEFORE.plusSeconds(300));
        assertThat(promise.dueAt()).isEqualTo(BEFORE.plusSeconds(1800));
    }

    @Test
    void aLevelThatWasKeptBeforeOrdersCountedBeginsWithTheStudy() {
        var mapper = JsonMapper.builder().build();
        var kept = mapper.readValue(
                "{\"name\":\"old\",\"priorities\":[],\"modalities\":[],\"complete\":\"PT1H\"}", ServiceLevel.class);
        assertThat(kept.begins()).isEqualTo(ClockBegin.STUDY_COMPLETE);
        var again = mapper.readValue(mapper.writeValueAsString(level(ClockBegin.ORDER)), ServiceLevel.class);
        assertThat(again).isEqualTo(level(ClockBegin.ORDER));
    }

    private static ServiceLevel level(ClockBegin begins) {
        return new ServiceLevel(
                "at once",
                Set.of(Priority.STAT),
                Set.of("CT"),
                begins,
                null,
                null,
                Duration.ofMinutes(5),
                null,
                Duration.ofMinutes(30));
    }
}
