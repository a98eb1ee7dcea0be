package io.dayside.dicom.frame.codec;

import java.time.Duration;

/**
 * How much one frame may ask of its decoder.
 *
 * @param maxFrameBytes of the decoded frame, as the object states it
 * @param maxScans of a JPEG stream; real progressive ones have about ten
 * @param processorTime of a decoder process, for a stream of less than a mebibyte; each mebibyte adds as much
 */
public record FrameLimits(long maxFrameBytes, int maxScans, Duration processorTime) {

    public static final FrameLimits DEFAULT = new FrameLimits(256L << 20, 100, Duration.ofSeconds(2));

    public FrameLimits {
        if (maxFrameBytes < 1 || maxScans < 1 || !processorTime.isPositive()) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
