package io.dayside.dicom.frame;

/**
 * What a JPEG stream says before its first scan, ISO 10918-1 Annex B; read to refuse what does not fit before a decoder
 * sees it.
 *
 * @param process the SOF marker's last byte, 0xC0 for baseline
 * @param adobeTransform colour transform of the APP14 segment, or -1 where there is none
 */
record JpegHeader(int process, int precisionBits, int rows, int columns, int components, int adobeTransform) {

    private static final int START_OF_SCAN = 0xDA;
    private static final int ADOBE = 0xEE;
    private static final int ADOBE_TRANSFORM_AT = 11;

    static JpegHeader read(byte[] stream) throws CannotDecode {
        if (stream.length < 4 || stream[0] != (byte) 0xFF || stream[1] != (byte) 0xD8) {
            throw new BrokenFrame("frame is no JPEG stream");
        }
        int adobe = -1;
        for (int at = 2; at + 4 <= stream.length; ) {
            int marker = stream[at + 1] & 0xFF;
            if (stream[at] != (byte) 0xFF || marker == START_OF_SCAN) {
                break;
            }
            if (marker == 0xFF) {
                at++;
                continue;
            }
            int length = unsignedShort(stream, at + 2);
            if (length < 2 || at + 2 + length > stream.length) {
                break;
            }
            if (marker == ADOBE && length > ADOBE_TRANSFORM_AT + 2) {
                adobe = stream[at + 4 + ADOBE_TRANSFORM_AT] & 0xFF;
            }
            if (isStartOfFrame(marker) && length >= 8) {
                return ofFrame(stream, at, marker, adobe >= 0 ? adobe : adobeAfter(stream, at + 2 + length));
            }
            at += 2 + length;
        }
        throw new BrokenFrame("JPEG stream has no frame header");
    }

    private static int adobeAfter(byte[] stream, int start) {
        for (int at = start; at + 4 <= stream.length && stream[at] == (byte) 0xFF; ) {
            int marker = stream[at + 1] & 0xFF;
            int length = unsignedShort(stream, at + 2);
            if (marker == START_OF_SCAN || length < 2) {
                return -1;
            }
            if (marker == ADOBE && length > ADOBE_TRANSFORM_AT + 2 && at + 4 + ADOBE_TRANSFORM_AT < stream.length) {
                return stream[at + 4 + ADOBE_TRANSFORM_AT] & 0xFF;
            }
            at += 2 + length;
        }
        return -1;
    }

    private static JpegHeader ofFrame(byte[] stream, int at, int marker, int adobe) {
        return new JpegHeader(
                marker,
                stream[at + 4] & 0xFF,
                unsignedShort(stream, at + 5),
                unsignedShort(stream, at + 7),
                stream[at + 9] & 0xFF,
                adobe);
    }

    private static boolean isStartOfFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private static int unsignedShort(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | (bytes[at + 1] & 0xFF);
    }
}
