package io.dayside.dicom.frame.codec;

/** A compressed stream that breaks its standard, or uses a part of it that is not understood here. */
public final class BrokenStream extends Exception {

    public BrokenStream(String message) {
        super(message);
    }

    public BrokenStream(String message, Throwable cause) {
        super(message, cause);
    }
}
