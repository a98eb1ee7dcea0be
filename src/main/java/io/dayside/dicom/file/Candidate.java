package io.dayside.dicom.file;

import java.io.IOException;
import java.io.InputStream;

/**
 * Something that may be a DICOM object.
 *
 * @param name path for people, below what was asked for; never to be used as a path for writing
 */
public record Candidate(String name, Opener opener) {

    /** Opens the bytes anew. */
    @FunctionalInterface
    public interface Opener {
        InputStream open() throws IOException;
    }

    /** The bytes from the start; the caller closes the stream. Valid while the walk is at this candidate. */
    public InputStream open() throws IOException {
        return opener.open();
    }
}
