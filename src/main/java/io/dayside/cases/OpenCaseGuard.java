package io.dayside.cases;

import io.dayside.archive.StudyGuard;
import io.dayside.archive.StudyRef;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps a study whose case someone still has to read. */
@Component
class OpenCaseGuard implements StudyGuard {

    private final CaseRows rows;

    OpenCaseGuard(CaseRows rows) {
        this.rows = rows;
    }

    @Override
    public Optional<String> keeps(StudyRef study) {
        return rows.ofForUpdate(study)
                .filter(work -> work.state().awaitsReport())
                .map(_ -> "the study has not been reported yet");
    }
}
