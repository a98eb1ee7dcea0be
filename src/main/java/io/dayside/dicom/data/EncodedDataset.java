package io.dayside.dicom.data;

import java.io.InputStream;

/**
 * A file's data set as it stands in the file, to be passed on without being understood.
 *
 * @param syntax encoding of the bytes: the declared one, or the one found where the file lies
 * @param bytes from the first element to the end of the file
 */
public record EncodedDataset(TransferSyntax syntax, InputStream bytes) {}
