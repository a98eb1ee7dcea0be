/**
 * JPEG, ISO 10918-1: baseline, extended with 8 and 12 bits, progressive, and lossless with 2 to 16 bits; all Huffman.
 *
 * <p>Start at {@link io.dayside.dicom.frame.jpeg.JpegStreamDecoder}.
 */
@NullMarked
package io.dayside.dicom.frame.jpeg;

import org.jspecify.annotations.NullMarked;
