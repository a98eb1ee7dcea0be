package io.dayside.dicom.model;

import io.dayside.dicom.data.Attributes;

/**
 * An element whose value is elsewhere; in the data set it is there and empty.
 *
 * @param around the data set or item that has the element
 * @param uri as in the document, unchecked; after {@code urn:uuid:} where the XML form has a UUID
 */
public record BulkDataReference(Attributes around, int tag, String uri) {}
