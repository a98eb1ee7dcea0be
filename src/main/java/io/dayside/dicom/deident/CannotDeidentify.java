package io.dayside.dicom.deident;

/** The object as it is cannot be made free of identity in the way that was asked for. Nothing of it was passed on. */
public final class CannotDeidentify extends Exception {

    private static final long serialVersionUID = 1;

    /** Why. */
    public enum Reason {
        /** A DICOMDIR tells about many patients. */
        DIRECTORY,
        /** No SOP class, instance or transfer syntax that is a UID, so that no valid file can be written. */
        NO_INSTANCE,
        /** Regions of compressed pixel data cannot be blacked out; decode the object first. */
        COMPRESSED_PIXEL_DATA,
        /** The pixels are of a form in which regions cannot be blacked out. */
        PIXEL_FORMAT,
        /** A region lies outside of the picture. */
        REGION_OUTSIDE
    }

    private final Reason reason;

    CannotDeidentify(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
