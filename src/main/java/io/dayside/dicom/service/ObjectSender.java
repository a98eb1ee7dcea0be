package io.dayside.dicom.service;

import io.dayside.dicom.net.StoreResponse;
import java.io.IOException;
import java.io.InputStream;

/** The way by which the objects of a retrieval go out. */
interface ObjectSender {

    boolean canStore(String sopClassUid, String transferSyntaxUid);

    StoreResponse store(String sopClassUid, String sopInstanceUid, String transferSyntaxUid, InputStream dataset)
            throws IOException;
}
