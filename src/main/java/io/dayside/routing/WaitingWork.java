package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.routing.engine.Flag;
import io.dayside.routing.engine.Need;
import io.dayside.routing.engine.ReadingClass;
import io.dayside.routing.engine.Waiting;
import io.dayside.sla.CaseClock;
import io.dayside.sla.ReadingTimes;
import io.dayside.triage.Assessment;
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
        return of(work, clock, ReadingTimes.UNKNOWN);
    }

    /**
     * @param clock absent until the study is complete
     * @param expected how long reading it takes
     */
    static Waiting of(Case work, @Nullable CaseClock clock, Duration expected) {
        var target = clock == null ? WITHOUT_PROMISE : clock.target();
        var since = clock == null ? work.stateSince() : clock.startedAt().plus(clock.paused());
        return new Waiting(
                work.id(),
                need(work),
                ReadingClass.of(work.priority()),
                flag(work),
                since,
                clock == null ? since.plus(target) : clock.dueAt(),
                target,
                continuity(work),
                expected,
                VALUE);
    }

    private static Need need(Case work) {
        var age = work.ageGroup() == null ? "" : work.ageGroup().name();
        return new Need(work.id().tenant(), work.jurisdiction(), work.modality(), work.bodyPart(), age, "");
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
