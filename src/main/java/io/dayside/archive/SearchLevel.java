package io.dayside.archive;

/** What a search lists. PS3.4 C.6. */
public enum SearchLevel {
    PATIENT,
    STUDY,
    SERIES,
    INSTANCE
}
