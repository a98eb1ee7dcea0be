package io.dayside.archive;

import java.util.Optional;

/** Another room's reason why a study must stay. Asked within the transaction that would delete it. */
public interface StudyGuard {

    /** Why the study must stay, in plain words without patient data; empty when this room does not need it. */
    Optional<String> keeps(StudyRef study);
}
