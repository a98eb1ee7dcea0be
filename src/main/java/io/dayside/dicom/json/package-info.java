/**
 * The DICOM JSON model, PS3.18 Annex F, both ways: {@link io.dayside.dicom.json.JsonWriter} and {@link
 * io.dayside.dicom.json.JsonReader}.
 *
 * <p>A data set comes back as it was but for what the form cannot hold: group lengths and padding; the character set,
 * which becomes UTF-8; items of sequences read as UN, which become SQ; delimiters after a name's last group; values
 * whose length is no multiple of their unit; encapsulated pixel data, which are kept elsewhere.
 */
@NullMarked
package io.dayside.dicom.json;

import org.jspecify.annotations.NullMarked;
