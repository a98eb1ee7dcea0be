package io.dayside.cases;

import io.dayside.archive.ReplacementGuard;
import io.dayside.archive.StudyRef;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Pictures stay as they are from when somebody reads them: a report must be of what its reader saw. */
@Component
class SettledPictures implements ReplacementGuard {

    private final CaseRows cases;

    SettledPictures(CaseRows cases) {
        this.cases = cases;
    }

    /** Waits for whoever is just moving the case on, and makes them wait. */
    @Override
    public Optional<String> objectionToReplacing(StudyRef study) {
        return cases.ofForUpdate(study).flatMap(work -> objection(work.state()));
    }

    private static Optional<String> objection(CaseState state) {
        return switch (state) {
            case AWAITING_IMAGES, AWAITING_ORDER, READY, OFFERED, ON_HOLD, CANCELLED -> Optional.empty();
            case OPEN, HANDED_OVER -> Optional.of("A specialist is reading this study.");
            case PRELIMINARY, FINAL, ADDENDUM, CORRECTED -> Optional.of("This study has been reported.");
        };
    }
}
