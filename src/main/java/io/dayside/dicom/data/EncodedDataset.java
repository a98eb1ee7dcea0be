package io.dayside.dicom.data;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A file's data set as it stands in the file, to be passed on without being understood.
 *
 * @param meta what the file says of itself before; null where it says nothing
 * @param syntax encoding of the bytes: the declared one, or the one found where the file lies
 * @param bytes from the first element to the end of the file
 */
public record EncodedDataset(@Nullable FileMetaInformation meta, TransferSyntax syntax, InputStream bytes) {}
