package io.dayside.planning;

import io.dayside.cases.Case;
import io.dayside.cases.CaseState;
import io.dayside.cases.Cases;
import io.dayside.sla.CaseClock;
import io.dayside.sla.Clocks;
import io.dayside.triage.Severity;
import io.dayside.workforce.ReadingRights.Kind;
import io.dayside.workforce.Subspecialties;
import io.dayside.workforce.Subspecialty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Cases that came, with what their clocks say of how they were read. */
@Component
class PastWork {

    private final Clocks clocks;
    private final Cases cases;
    private final Subspecialties subspecialties;

    PastWork(Clocks clocks, Cases cases, Subspecialties subspecialties) {
        this.clocks = clocks;
        this.cases = cases;
        this.subspecialties = subspecialties;
    }

    /** Of the tenants in scope, cancelled ones left out, in the order in which they came. */
    @Transactional(readOnly = true)
    List<PastCase> since(Instant since) {
        var started = clocks.startedSince(since);
        var works = cases.all(started.stream().map(CaseClock::id).toList()).stream()
                .collect(Collectors.toMap(Case::id, Function.identity()));
        return started.stream()
                .flatMap(clock -> Optional.ofNullable(works.get(clock.id()))
                        .filter(work -> work.state() != CaseState.CANCELLED)
                        .map(work -> past(work, clock))
                        .stream())
                .toList();
    }

    private PastCase past(Case work, CaseClock clock) {
        var opened = clock.openedAt();
        var stopped = clock.stoppedAt();
        return new PastCase(
                work.id().tenant(),
                work.facility(),
                work.jurisdiction(),
                new Kind(work.modality(), work.bodyPart(), work.ageGroup(), required(work)),
                work.priority(),
                work.topSeverity() == Severity.CRITICAL && work.topProbability() > 0,
                work.studyCompletedAt(),
                clock.target(),
                opened == null || stopped == null ? Optional.empty() : Optional.of(Duration.between(opened, stopped)));
    }

    /** What is preferred keeps nobody from reading. */
    private Subspecialty required(Case work) {
        var asked = subspecialties
                .current()
                .of(work.id().tenant(), work.modality(), work.bodyPart(), work.ageGroup(), work.procedure());
        return asked.required() ? asked : Subspecialty.NONE;
    }
}
