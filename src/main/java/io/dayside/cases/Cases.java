package io.dayside.cases;

import io.dayside.archive.StudyRef;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every case that the caller's tenants have. Methods join the running transaction. */
public interface Cases {

    Optional<Case> find(CaseId id);

    Optional<Case> of(StudyRef study);

    /** Cases in any of {@code states}, oldest clock first. */
    List<Case> in(Set<CaseState> states);

    /**
     * Moves a case on, leaves a {@link CaseAdvanced} event and an entry in the trail.
     *
     * @param reason why, in plain words without patient data; empty where the transition says it all
     * @throws TransitionRefused when {@link CaseState} does not list the transition
     */
    Case advance(CaseId id, CaseState next, String reason) throws TransitionRefused;
}
