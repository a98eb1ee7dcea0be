package io.dayside.dicom.frame;

/** Why a frame cannot be shown. The message is fit for a reader of the page: it holds no value of the object. */
public abstract sealed class CannotDecode extends Exception
        permits UnsupportedTransferSyntax, UnsupportedPixelFormat, BrokenFrame, DecoderUnavailable {

    CannotDecode(String message) {
        super(message);
    }

    CannotDecode(String message, Throwable cause) {
        super(message, cause);
    }
}
