package io.dayside.priors;

import io.dayside.archive.StudyRef;
import java.util.List;
import java.util.Set;

/** What is known of studies' priors. */
public interface Priors {

    /** The priors of a study, most relevant first. */
    List<Prior> of(StudyRef study);

    /** The same with how it stands with each. */
    PriorsOverview overview(StudyRef study);

    /** The studies that this one is a prior of. Whoever reads one of them may look at it. */
    Set<StudyRef> studiesWith(StudyRef prior);
}
