package io.dayside.dicom.net;

/** DIMSE status codes, PS3.7 Annex C and PS3.4 B.2.3. */
public final class Status {

    public static final int Success = 0x0000;
    public static final int ProcessingFailure = 0x0110;
    public static final int InvalidObjectInstance = 0x0117;
    public static final int SOPClassNotSupported = 0x0122;
    public static final int NotAuthorized = 0x0124;
    public static final int UnrecognizedOperation = 0x0211;
    public static final int OutOfResources = 0xA700;
    public static final int DataSetDoesNotMatchSOPClass = 0xA900;
    public static final int CannotUnderstand = 0xC000;

    private Status() {}

    /** Whether the object was stored: success, or one of the warnings of C-STORE. */
    public static boolean isStored(int status) {
        return status == Success || (status & 0xF000) == 0xB000;
    }
}
