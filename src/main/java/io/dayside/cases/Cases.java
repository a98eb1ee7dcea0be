package io.dayside.cases;

import io.dayside.archive.StudyRef;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every case that the caller's tenants have. Methods join the running transaction. */
public interface Cases {

    Optional<Case> find(CaseId id);

    Optional<Case> of(StudyRef study);

    /** Cases in any of {@code states}, oldest clock first. For states that cases leave again: it has no limit. */
    List<Case> in(Set<CaseState> states);

    /** Cases that came into one of {@code states} at or after {@code since}, newest first, at most {@code limit}. */
    List<Case> cameInto(Set<CaseState> states, Instant since, int limit);

    /** Cases whose number, accession number, patient id or patient name begins with {@code text}, newest first. */
    List<Case> search(String text, int limit);

    /** Other cases of the same patient of the same tenant, newest first. */
    List<Case> ofSamePatient(CaseId id, int limit);

    /** Those of {@code ids} that exist, in no order. */
    List<Case> all(Collection<CaseId> ids);

    /** Numbers of those of {@code ids} that exist. */
    Map<CaseId, String> numbers(Collection<CaseId> ids);

    /** Numbers of the cases of those of {@code studies} that have one. */
    Map<StudyRef, String> numbersOf(Collection<StudyRef> studies);

    /**
     * Moves a case on, leaves a {@link CaseAdvanced} event and an entry in the trail.
     *
     * @param reason why, in plain words without patient data; empty where the transition says it all
     * @throws TransitionRefused when {@link CaseState} does not list the transition
     */
    Case advance(CaseId id, CaseState next, String reason) throws TransitionRefused;
}
