package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.collaboration.Role;
import io.dayside.collaboration.Turn;
import io.dayside.routing.engine.Flag;
import io.dayside.routing.engine.Need;
import io.dayside.routing.engine.ReadingClass;
import io.dayside.routing.engine.Waiting;
import io.dayside.sla.CaseClock;
import io.dayside.sla.ReadingTimes;
import io.dayside.triage.Assessment;
import io.dayside.workforce.Subspecialty;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A case as the order of reading knows it: nothing of the patient goes in. */
final class WaitingWork {

    private static final double VALUE = 1;

    private static final Duration WITHOUT_PROMISE = Duration.ofDays(1);

    private WaitingWork() {}

    /** Where the place alone counts, which does not depend on how long reading takes. */
    static Waiting of(Case work, @Nullable CaseClock clock) {
        return of(work, clock, Turn.ONLY);
    }

    static Waiting of(Case work, @Nullable CaseClock clock, Turn turn) {
        return of(work, clock, ReadingTimes.UNKNOWN, turn, Subspecialty.NONE);
    }

    /**
     * @param clock absent until the study is complete
     * @param expected how long reading it takes
     * @param turn which reading is due
     * @param asked of who reads it
     */
    static Waiting of(Case work, @Nullable CaseClock clock, Duration expected, Turn turn, Subspecialty asked) {
        var need = need(work, turn, asked);
        return turn.role() == Role.OVER_READER
                ? toBeReadOver(work, expected, turn, need)
                : of(work, clock, expected, need);
    }

    /** Its clock has stopped, and what was ordered and flagged has been answered: its own promise counts. */
    private static Waiting toBeReadOver(Case work, Duration expected, Turn turn, Need need) {
        var since = turn.since() == null ? work.stateSince() : turn.since();
        var dueAt = turn.dueAt() == null ? since.plus(WITHOUT_PROMISE) : turn.dueAt();
        return new Waiting(
                work.id(),
                need,
                ReadingClass.ROUTINE,
                null,
                since,
                dueAt,
                Duration.between(since, dueAt),
                continuity(work),
                expected,
                VALUE);
    }

    private static Waiting of(Case work, @Nullable CaseClock clock, Duration expected, Need need) {
        var target = clock == null ? WITHOUT_PROMISE : clock.target();
        var since = clock == null ? work.stateSince() : clock.startedAt().plus(clock.paused());
        return new Waiting(
                work.id(),
                need,
                ReadingClass.of(work.priority()),
                flag(work),
                since,
                clock == null ? since.plus(target) : clock.dueAt(),
                target,
                continuity(work),
                expected,
                VALUE);
    }

    private static Need need(Case work, Turn turn, Subspecialty asked) {
        var age = work.ageGroup() == null ? "" : work.ageGroup().name();
        return new Need(
                work.id().tenant(),
                work.jurisdiction(),
                work.modality(),
                work.bodyPart(),
                age,
                asked.name(),
                turn.barred(),
                turn.forResidents(),
                turn.subspecialty(),
                asked.required(),
                turn.only());
    }

    /** Only flagged findings count, and only once the models are done. */
    private static @Nullable Flag flag(Case work) {
        boolean flagged = work.assessment() == Assessment.Status.DONE && work.topProbability() > 0;
        return flagged ? new Flag(work.topSeverity(), Math.min(1, work.topProbability())) : null;
    }

    private static String continuity(Case work) {
        return work.patientId().isBlank()
                ? ""
                : UUID.nameUUIDFromBytes((work.id().tenant() + "/" + work.patientId()).getBytes(StandardCharsets.UTF_8))
                        .toString();
    }
}
