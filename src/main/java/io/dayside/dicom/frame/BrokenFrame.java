package io.dayside.dicom.frame;

/** Pixel data that contradict the object's description, above all shorter ones. */
public final class BrokenFrame extends CannotDecode {

    BrokenFrame(String message) {
        super(message);
    }

    BrokenFrame(String message, Throwable cause) {
        super(message, cause);
    }
}
