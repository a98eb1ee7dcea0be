package io.dayside.routing;

import static io.dayside.routing.RoutingFixtures.NOW;
import static io.dayside.routing.RoutingFixtures.headCt;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.sla.CaseClock;
import io.dayside.sla.ClockBegin;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WaitingWorkTests {

    /** Complete on Friday evening, due by what counts on Monday, asked about for half an hour. */
    @Test
    void aCaseWaitsFromItsCompleteStudyWhateverHoursCount() {
        var paused = Duration.ofMinutes(30);
        var clock = new CaseClock(
                headCt().id(),
                NOW.minus(Duration.ofHours(2)),
                ClockBegin.STUDY_COMPLETE,
                Duration.ofHours(8),
                NOW.plus(Duration.ofHours(68)),
                null,
                null,
                "office hours",
                null,
                null,
                null,
                paused);
        var waiting = WaitingWork.of(headCt(), clock);
        assertThat(waiting.since()).isEqualTo(NOW.minus(Duration.ofHours(2)).plus(paused));
        assertThat(waiting.dueAt()).isEqualTo(clock.dueAt());
        assertThat(waiting.target()).isEqualTo(Duration.ofHours(8));
    }
}
