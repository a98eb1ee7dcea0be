package io.dayside.dicom.frame;

/** The frame may be whole: its decoder is overloaded or could not be started. A later try may succeed. */
public final class DecoderUnavailable extends CannotDecode {

    DecoderUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
