package io.dayside.sla;

import io.dayside.sla.ReadingFloor.Reader;
import io.dayside.tenancy.Priority;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One case as a manager follows it: its promise, who holds it, who may read it, what happened. No patient in it.
 *
 * @param kind modality and body part, by which competencies are given
 * @param standing where it stands, in words without a time
 * @param withoutReader why no specialist may ever read it, as the end of a sentence; empty where somebody may
 * @param readers those who may read it now first, then the others with what keeps them from it
 * @param steps oldest first
 */
public record CaseStory(
        String number,
        String hospital,
        String study,
        String kind,
        Priority priority,
        String standing,
        @Nullable Instant standingSince,
        String withoutReader,
        CaseClock clock,
        List<Reader> readers,
        List<Step> steps) {

    public record Step(Instant at, String who, String what) {}
}
