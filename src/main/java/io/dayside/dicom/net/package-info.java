/**
 * The upper layer protocol and the DIMSE services C-ECHO and C-STORE, on both sides: PS3.7 and PS3.8.
 *
 * <p>{@link io.dayside.dicom.net.DimseServer} accepts associations, {@link io.dayside.dicom.net.DimseClient} asks for
 * them.
 */
@NullMarked
package io.dayside.dicom.net;

import org.jspecify.annotations.NullMarked;
