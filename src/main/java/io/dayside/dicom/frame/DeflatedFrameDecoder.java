package io.dayside.dicom.frame;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Deflated image frame compression, PS3.5 A.4.12: one raw deflate stream a frame. */
final class DeflatedFrameDecoder {

    private DeflatedFrameDecoder() {}

    static Samples decode(byte[] encoded, FrameGeometry geometry) throws CannotDecode {
        byte[] frame = new byte[(int) geometry.frameBytes()];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(encoded);
            int length = 0;
            while (length < frame.length) {
                int count = inflater.inflate(frame, length, frame.length - length);
                if (count == 0) {
                    throw new BrokenFrame("deflated frame is too short");
                }
                length += count;
            }
        } catch (DataFormatException e) {
            throw new BrokenFrame("frame is no deflate stream", e);
        } finally {
            inflater.end();
        }
        return NativeDecoder.decode(frame, geometry);
    }
}
