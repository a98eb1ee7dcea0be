package io.dayside.dicom.model;

import io.dayside.dicom.data.VR;
import java.io.IOException;

/**
 * Fetches the value field behind a URI. The URI comes from the document's author: check where it leads before following
 * it.
 */
@FunctionalInterface
public interface BulkDataResolver {

    /** The value field, little endian. */
    byte[] resolve(BulkDataReference reference, VR vr) throws IOException;
}
