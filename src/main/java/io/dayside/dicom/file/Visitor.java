package io.dayside.dicom.file;

import java.io.IOException;

/** Told of each thing that a walk comes upon. */
public interface Visitor {

    /** One candidate. An exception ends the walk. */
    void candidate(Candidate candidate) throws IOException;

    /** One thing left out, and why. */
    void refused(String name, Refusal why);

    /** Why something was left out. */
    enum Refusal {
        /** Absolute, or leading out of the archive or folder. */
        ESCAPING_NAME,
        /** A second entry of the same name, capitals not counted. */
        DUPLICATE_NAME,
        /** An archive in an archive. */
        NESTED_ARCHIVE,
        /** Larger unpacked than a bound allows. */
        TOO_LARGE,
        /** More files than a bound allows; the rest was not looked at. */
        TOO_MANY,
        /** Named by a DICOMDIR and not there. */
        MISSING,
        /** A link, or nothing that can be read. */
        UNREADABLE,
        /** No archive, or a damaged one. */
        BROKEN_ARCHIVE
    }
}
