/**
 * JPEG 2000, ISO 15444-1, and high-throughput JPEG 2000, ISO 15444-15, by FFmpeg. That is native code, which no thread
 * can interrupt: it runs in processes of its own, which are killed when they take too long.
 *
 * <p>Start at {@link io.dayside.dicom.frame.worker.DecoderPool}.
 */
@NullMarked
package io.dayside.dicom.frame.worker;

import org.jspecify.annotations.NullMarked;
