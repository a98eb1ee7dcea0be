package io.dayside.archive;

/** What became of one instance offered for storage. */
public sealed interface StoreOutcome {

    /** Bytes and index row are durable. */
    record Stored(StudyRef study, String sopInstanceUid) implements StoreOutcome {}

    /** The same bytes were durable before. */
    record AlreadyHeld(StudyRef study, String sopInstanceUid) implements StoreOutcome {}

    /** Kept aside for the coordinator, because it contradicts what is held. Durable, but not part of any study. */
    record Quarantined(Reason reason) implements StoreOutcome {}

    /**
     * Not kept.
     *
     * @param where tag path and byte offset, never a value; of {@code NOT_ADMITTED}, why
     */
    record Refused(Reason reason, String where) implements StoreOutcome {

        /** Whether the object is refused only because its hospital sends faster than was agreed. */
        public boolean isByPace() {
            return reason == Reason.NOT_ADMITTED && where.equals(Admission.Objection.PACE.words());
        }

        /** Whether there was no room for it on the disk, or the database was away. */
        public boolean isForWantOfRoom() {
            return reason == Reason.OUT_OF_RESOURCES
                    || (reason == Reason.NOT_ADMITTED && where.equals(Admission.Objection.DISK.words()));
        }
    }

    enum Reason {
        OTHER_CONTENT_UNDER_SAME_UID,
        STUDY_OF_ANOTHER_PATIENT,
        MALFORMED,
        MISSING_IDENTIFIER,
        DATASET_MISMATCH,
        OUT_OF_RESOURCES,
        /** The hospital has used up what it may store, or the disk is almost full and keeps its rest for STAT orders. */
        NOT_ADMITTED
    }
}
