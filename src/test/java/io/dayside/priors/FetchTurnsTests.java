package io.dayside.priors;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.StudyRef;
import io.dayside.tenancy.TenantId;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FetchTurnsTests {

    private static final int BACKLOG = 500;

    private final AtomicLong nanos = new AtomicLong();
    private final FetchTurns turns = new FetchTurns(nanos::get);

    private static StudyRef study(String hospital, int number) {
        return new StudyRef(new TenantId(hospital), "1.2." + number);
    }

    private boolean gets(String hospital, int number) {
        return turns.ask(study(hospital, number)).isEmpty();
    }

    private void leave(String hospital) {
        turns.leave(new TenantId(hospital));
    }

    @Test
    void aHospitalHasOneTurnHoweverManyOfItsStudiesWait() {
        assertThat(gets("northgate", 1)).isTrue();
        assertThat(gets("northgate", 2)).isFalse();
        assertThat(gets("northgate", 3)).isFalse();
        assertThat(gets("harbour", 1)).as("another hospital's").isTrue();
        assertThat(gets("alpenblick", 1)).as("two at once").isFalse();

        leave("northgate");

        assertThat(gets("alpenblick", 1)).isTrue();
    }

    @Test
    void whoHadATurnWaitsForThoseWhoHadNone() {
        gets("northgate", 1);
        gets("harbour", 1);
        gets("northgate", 2);
        gets("alpenblick", 1);

        leave("northgate");

        assertThat(gets("northgate", 2)).as("asks first").isFalse();
        assertThat(gets("alpenblick", 1)).isTrue();
        leave("harbour");
        assertThat(gets("northgate", 2)).as("nobody else waits").isTrue();
    }

    @Test
    void oneThatWentAwayIsNotWaitedFor() {
        gets("northgate", 1);
        gets("harbour", 1);
        gets("alpenblick", 1);
        leave("northgate");
        assertThat(gets("northgate", 2)).isFalse();

        nanos.addAndGet(FetchTurns.SHORTEST_PAUSE.plus(FetchTurns.GONE).toNanos() + 1);

        assertThat(gets("northgate", 2)).isTrue();
    }

    @Test
    void theMoreAreBeforeTheLaterOneAsksAgain() {
        gets("northgate", 0);
        var longest = Duration.ZERO;
        double perSecond = 0;
        for (int i = 1; i <= BACKLOG; i++) {
            var pause = turns.ask(study("northgate", i)).orElseThrow();
            assertThat(pause).isGreaterThanOrEqualTo(longest);
            longest = pause;
            perSecond += 1.0 / pause.toSeconds();
        }

        assertThat(turns.ask(study("northgate", 1))).contains(FetchTurns.SHORTEST_PAUSE);
        assertThat(longest).isEqualTo(FetchTurns.LONGEST_PAUSE);
        assertThat(perSecond).as("questions a second of a backlog").isLessThan(12);
    }
}
