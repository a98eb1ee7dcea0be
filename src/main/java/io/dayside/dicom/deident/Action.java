package io.dayside.dicom.deident;

/** What becomes of one attribute, PS3.15 Table E.1-1a, once a choice of the table's is made. */
enum Action {
    KEEP,
    REMOVE,
    EMPTY,
    DUMMY,
    CLEAN,
    MAP_UID,
    /** A sequence of references stays, its UIDs mapped. */
    KEEP_ITEMS
}
