package io.dayside.dicom.service;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** An object that can be sent to whoever asked for it. */
public interface Retrievable {

    String sopClassUid();

    String sopInstanceUid();

    /** Encodings in which it can be had, the one to prefer first. Never empty. */
    List<String> transferSyntaxUids();

    /** The data set without meta information in one of these encodings. */
    InputStream open(String transferSyntaxUid) throws IOException;
}
