package io.dayside.dicom.model;

import io.dayside.dicom.data.Element;
import io.dayside.dicom.data.TagPath;
import org.jspecify.annotations.Nullable;

/** Decides which elements a writer leaves out of the document, and where they are found instead. */
@FunctionalInterface
public interface BulkDataUris {

    /** Everything inline. Encapsulated pixel data have no inline form; writing them so is an error. */
    BulkDataUris NONE = (_, _) -> null;

    /** The element's URI, or null to write it inline. Asked for elements without items that are not empty. */
    @Nullable
    String uriOf(TagPath path, Element element);
}
