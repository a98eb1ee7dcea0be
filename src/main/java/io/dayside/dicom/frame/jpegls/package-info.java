/**
 * JPEG-LS, ISO 14495-1 and ITU-T T.87, both ways.
 *
 * <p>Start at {@link io.dayside.dicom.frame.jpegls.JpegLsDecoder} and
 * {@link io.dayside.dicom.frame.jpegls.JpegLsEncoder}.
 */
@NullMarked
package io.dayside.dicom.frame.jpegls;

import org.jspecify.annotations.NullMarked;
