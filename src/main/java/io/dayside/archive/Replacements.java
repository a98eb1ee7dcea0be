package io.dayside.archive;

import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Whether pictures of a study may become others: not on legal hold, nor where another room objects. */
@Component
class Replacements {

    private final Retention retention;
    private final ObjectProvider<ReplacementGuard> guards;

    Replacements(Retention retention, ObjectProvider<ReplacementGuard> guards) {
        this.retention = retention;
        this.guards = guards;
    }

    /** Why not, for a person to read. Joins the running transaction, in which it stays true. */
    Optional<String> objectionTo(StudyRef study) {
        if (retention.hold(study).isPresent()) {
            return Optional.of("This study is on legal hold.");
        }
        return guards.stream()
                .flatMap(guard -> guard.objectionToReplacing(study).stream())
                .findFirst();
    }
}
