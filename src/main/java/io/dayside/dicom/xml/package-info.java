/**
 * The Native DICOM Model in XML, PS3.19 A.1, both ways: {@link io.dayside.dicom.xml.XmlWriter} and {@link
 * io.dayside.dicom.xml.XmlReader}.
 *
 * <p>A data set comes back as it was but for what the JSON form loses too; text with characters that XML has no way to
 * name goes out as inline binary, in UTF-8.
 */
@NullMarked
package io.dayside.dicom.xml;

import org.jspecify.annotations.NullMarked;
