package io.dayside.dicom.frame;

/** Colour of 8-bit samples, PS3.3 C.7.6.3.1.2. */
final class Colours {

    /** Video levels: luminance from 16 to 235, chrominance from 16 to 240. */
    private static final int STUDIO_BLACK = 16;

    private static final double STUDIO_LUMINANCE = 255.0 / (235 - STUDIO_BLACK);
    private static final double STUDIO_CHROMINANCE = 255.0 / (240 - STUDIO_BLACK);

    private Colours() {}

    /** Luminance and chrominance become RGB; all else stays. */
    static Samples toRgb(Samples.Bytes samples) {
        boolean full = samples.photometric().startsWith("YBR_FULL");
        boolean partial = samples.photometric().startsWith("YBR_PARTIAL");
        if ((!full && !partial) || samples.samplesPerPixel() != 3) {
            return samples;
        }
        byte[] values = samples.values();
        for (int i = 0; i + 2 < values.length; i += 3) {
            double y = values[i] & 0xFF;
            double blue = (values[i + 1] & 0xFF) - 128;
            double red = (values[i + 2] & 0xFF) - 128;
            if (partial) {
                y = (y - STUDIO_BLACK) * STUDIO_LUMINANCE;
                blue *= STUDIO_CHROMINANCE;
                red *= STUDIO_CHROMINANCE;
            }
            values[i] = clamped(y + 1.402 * red);
            values[i + 1] = clamped(y - 0.344136 * blue - 0.714136 * red);
            values[i + 2] = clamped(y + 1.772 * blue);
        }
        Samples.Shape shape = samples.shape();
        return new Samples.Bytes(
                new Samples.Shape(shape.rows(), shape.columns(), 3, false, shape.bitsStored(), "RGB"), values);
    }

    /** The same colours where each pixel has its own. */
    static String withoutSharing(String photometric) {
        return switch (photometric) {
            case "YBR_FULL_422" -> "YBR_FULL";
            case "YBR_PARTIAL_422" -> "YBR_PARTIAL";
            default -> photometric;
        };
    }

    /** In place, with 16 bits of fraction and the rounding that JPEG decoders have in common. */
    static void jpegToRgb(short[] values) {
        for (int i = 0; i + 2 < values.length; i += 3) {
            int y = values[i];
            int blue = values[i + 1] - 128;
            int red = values[i + 2] - 128;
            values[i] = (short) Math.clamp(y + ((91881 * red + 32768) >> 16), 0, 255);
            values[i + 1] = (short) Math.clamp(y + ((-22554 * blue - 46802 * red + 32768) >> 16), 0, 255);
            values[i + 2] = (short) Math.clamp(y + ((116130 * blue + 32768) >> 16), 0, 255);
        }
    }

    private static byte clamped(double value) {
        return (byte) Math.clamp(Math.round(value), 0, 255);
    }

    /** From Y, Y, Cb, Cr for two pixels to three samples for each. */
    static void spreadChroma(byte[] subsampled, byte[] pixels) {
        int from = 0;
        for (int to = 0; to + 2 < pixels.length; to += 3) {
            boolean first = to / 3 % 2 == 0;
            int pair = first ? from : from - 1;
            pixels[to] = subsampled[from];
            pixels[to + 1] = subsampled[pair + 2];
            pixels[to + 2] = subsampled[pair + 3];
            from += first ? 1 : 3;
        }
    }
}
