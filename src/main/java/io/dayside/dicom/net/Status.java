package io.dayside.dicom.net;

/** DIMSE status codes, PS3.7 Annex C and the service classes of PS3.4. */
public final class Status {

    public static final int Success = 0x0000;
    public static final int InvalidAttributeValue = 0x0106;
    public static final int AttributeListError = 0x0107;
    public static final int ProcessingFailure = 0x0110;
    public static final int DuplicateSOPInstance = 0x0111;
    public static final int NoSuchObjectInstance = 0x0112;
    public static final int NoSuchEventType = 0x0113;
    public static final int NoSuchArgument = 0x0114;
    public static final int InvalidArgumentValue = 0x0115;
    public static final int AttributeValueOutOfRange = 0x0116;
    public static final int InvalidObjectInstance = 0x0117;
    public static final int NoSuchSOPClass = 0x0118;
    public static final int ClassInstanceConflict = 0x0119;
    public static final int MissingAttribute = 0x0120;
    public static final int MissingAttributeValue = 0x0121;
    public static final int SOPClassNotSupported = 0x0122;
    public static final int NoSuchActionType = 0x0123;
    public static final int NotAuthorized = 0x0124;
    public static final int UnrecognizedOperation = 0x0211;
    public static final int MistypedArgument = 0x0212;
    public static final int ResourceLimitation = 0x0213;
    public static final int OutOfResources = 0xA700;
    public static final int UnableToCalculateNumberOfMatches = 0xA701;
    public static final int UnableToPerformSubOperations = 0xA702;
    public static final int MoveDestinationUnknown = 0xA801;
    public static final int DataSetDoesNotMatchSOPClass = 0xA900;
    public static final int SubOperationsWithFailures = 0xB000;
    public static final int CannotUnderstand = 0xC000;
    public static final int Cancel = 0xFE00;
    public static final int Pending = 0xFF00;

    /** Pending, and keys that were asked for are neither matched nor returned; PS3.4 C.4.1.1.4. */
    public static final int PendingWithoutOptionalKeys = 0xFF01;

    private Status() {}

    /** Whether the object was stored: success, or one of the warnings of C-STORE. */
    public static boolean isStored(int status) {
        return status == Success || (status & 0xF000) == 0xB000;
    }

    public static boolean isPending(int status) {
        return status == Pending || status == PendingWithoutOptionalKeys;
    }
}
