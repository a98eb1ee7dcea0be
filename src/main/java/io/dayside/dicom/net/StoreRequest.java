package io.dayside.dicom.net;

import java.io.InputStream;

/**
 * One object on its way in.
 *
 * @param sopInstanceUid well-formed, but only what the command claims; the data set may say otherwise
 * @param transferSyntaxUid the encoding of {@code dataset}
 * @param dataset the data set without meta information, as it arrives; what the handler leaves is thrown away
 */
public record StoreRequest(
        AssociationInfo association,
        String sopClassUid,
        String sopInstanceUid,
        String transferSyntaxUid,
        Priority priority,
        InputStream dataset) {

    /** PS3.7 9.1.1.1. */
    public enum Priority {
        LOW,
        MEDIUM,
        HIGH
    }
}
