package io.dayside.dicom.frame.worker;

/** No decoder process was free or could be started in time. Says nothing of the frame: a later try may succeed. */
public final class NoDecoderProcess extends Exception {

    NoDecoderProcess(String message) {
        super(message);
    }

    NoDecoderProcess(String message, Throwable cause) {
        super(message, cause);
    }
}
