package io.dayside.dicom.frame.codec;

/** Reads big endian numbers from a part of an array and never beyond it. */
public final class ByteCursor {

    private final byte[] bytes;
    private final int end;
    private int at;

    public ByteCursor(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private ByteCursor(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    public int position() {
        return at;
    }

    public void moveTo(int position) {
        at = Math.clamp(position, 0, end);
    }

    public int left() {
        return end - at;
    }

    public int u8() throws BrokenStream {
        require(1);
        return bytes[at++] & 0xFF;
    }

    public int u16() throws BrokenStream {
        return u8() << 8 | u8();
    }

    /** The bytes of a marker segment after its length field, ISO 10918-1 B.1.1.4; this cursor moves behind it. */
    public ByteCursor segment() throws BrokenStream {
        int length = u16() - 2;
        if (length < 0) {
            throw new BrokenStream("marker segment without length at byte " + at);
        }
        require(length);
        ByteCursor segment = new ByteCursor(bytes, at, at + length);
        at += length;
        return segment;
    }

    /** The next marker's second byte; bytes that are none are passed over. */
    public int marker() throws BrokenStream {
        while (true) {
            int code = u8() == 0xFF ? u8() : 0;
            while (code == 0xFF) {
                code = u8();
            }
            if (code != 0) {
                return code;
            }
        }
    }

    private void require(int count) throws BrokenStream {
        if (count > end - at) {
            throw new BrokenStream("stream ends early, at byte " + end);
        }
    }
}
