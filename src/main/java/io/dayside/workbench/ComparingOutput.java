package io.dayside.workbench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Holds what is written against the bytes of a stream and keeps nothing but where and how often they differ. */
final class ComparingOutput extends OutputStream {

    private static final long NONE = -1;

    private final InputStream expected;
    private long position;
    private long firstDifference = NONE;

    ComparingOutput(InputStream expected) {
        this.expected = expected;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        byte[] others = firstDifference == NONE ? expected.readNBytes(length) : new byte[0];
        for (int i = 0; firstDifference == NONE && i < length; i++) {
            if (i >= others.length || others[i] != bytes[offset + i]) {
                firstDifference = position + i;
            }
        }
        position += length;
    }

    /** Offset of the first byte that differs or that only one side has, or -1. */
    long finish() throws IOException {
        if (firstDifference == NONE && expected.read() >= 0) {
            firstDifference = position;
        }
        return firstDifference;
    }
}
