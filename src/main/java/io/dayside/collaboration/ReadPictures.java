package io.dayside.collaboration;

import io.dayside.archive.ReplacementGuard;
import io.dayside.archive.StudyRef;
import io.dayside.cases.Case;
import io.dayside.cases.Cases;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A case between two readings waits as one that nobody has read, and yet its pictures have been read. */
@Component
class ReadPictures implements ReplacementGuard {

    private final Cases cases;
    private final Turns turns;

    ReadPictures(Cases cases, Turns turns) {
        this.cases = cases;
        this.turns = turns;
    }

    @Override
    public Optional<String> objectionToReplacing(StudyRef study) {
        return cases.of(study)
                .map(Case::id)
                .filter(id -> !turns.readings(id).isEmpty())
                .map(_ -> "A specialist has read this study.");
    }
}
