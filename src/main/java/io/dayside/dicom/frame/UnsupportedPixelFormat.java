package io.dayside.dicom.frame;

/** The object has no pixels, or pixels of a form that is not understood here. */
public final class UnsupportedPixelFormat extends CannotDecode {

    UnsupportedPixelFormat(String message) {
        super(message);
    }
}
