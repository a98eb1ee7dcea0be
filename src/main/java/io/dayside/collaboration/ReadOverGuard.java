package io.dayside.collaboration;

import io.dayside.archive.StudyGuard;
import io.dayside.archive.StudyRef;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Keeps a study that somebody still has to read over: its case is final, and the second reader needs the images. */
@Component
class ReadOverGuard implements StudyGuard {

    private final ReadingRows rows;

    ReadOverGuard(ReadingRows rows) {
        this.rows = rows;
    }

    @Override
    public Optional<String> keeps(StudyRef study) {
        return rows.dueForUpdate(study) ? Optional.of("the study has not been read over yet") : Optional.empty();
    }
}
