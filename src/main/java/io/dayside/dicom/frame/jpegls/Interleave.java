package io.dayside.dicom.frame.jpegls;

/** Order of the components within the stream, T.87 C.2.3. */
public enum Interleave {
    /** One scan a component. */
    NONE(0),
    /** A line of each component in turn. */
    LINE(1),
    /** A sample of each component in turn. */
    SAMPLE(2);

    final int code;

    Interleave(int code) {
        this.code = code;
    }
}
