/**
 * Frames of an object as samples, and samples as grey or colour: PS3.3 C.7.6.3, C.11 and PS3.5 chapter 8.
 *
 * <p>Start at {@link io.dayside.dicom.frame.FrameSource}.
 */
@NullMarked
package io.dayside.dicom.frame;

import org.jspecify.annotations.NullMarked;
