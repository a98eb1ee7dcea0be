package io.dayside.dicom.frame;

import io.dayside.dicom.frame.codec.BrokenStream;
import io.dayside.dicom.frame.codec.Expected;
import io.dayside.dicom.frame.jpeg.JpegStreamDecoder;

/** Frames that are JPEG streams, PS3.5 8.2.1. */
final class JpegFrames {

    private static final int ADOBE_RGB = 0;
    private static final int ADOBE_YCC = 1;

    private JpegFrames() {}

    /** Colours of lossy streams become RGB; those of lossless ones are as the object states. */
    static Samples decode(byte[] encoded, FrameGeometry geometry, Expected expected) throws BrokenStream, CannotDecode {
        JpegStreamDecoder.Decoded decoded = JpegStreamDecoder.decode(encoded, expected);
        boolean colour = geometry.samplesPerPixel() == 3 && decoded.picture().bits() == 8;
        if (colour && isLuminance(decoded, geometry)) {
            Colours.jpegToRgb(decoded.picture().samples());
            return StoredCells.of(decoded.picture(), geometry, "RGB");
        }
        return StoredCells.of(decoded.picture(), geometry, colour ? "RGB" : geometry.photometric());
    }

    /** The stream's own marker tells more reliably than the object whether the colours were transformed. */
    private static boolean isLuminance(JpegStreamDecoder.Decoded decoded, FrameGeometry geometry) {
        return switch (decoded.adobeTransform()) {
            case ADOBE_RGB -> false;
            case ADOBE_YCC -> true;
            default -> decoded.subsampled() || geometry.photometric().startsWith("YBR");
        };
    }
}
