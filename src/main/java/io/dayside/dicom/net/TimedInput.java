package io.dayside.dicom.net;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Buffered bytes of a socket with a bound on the time spent waiting for them. Only waiting counts: a peer that sends a
 * byte now and then runs out of it, a slow consumer on our side does not.
 */
final class TimedInput {

    private static final int BUFFER_BYTES = 16 * 1024;

    private final Line line;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private int position;
    private int limit;
    private long waitNanos;

    TimedInput(Line line) throws IOException {
        this.line = line;
        this.in = line.socket().getInputStream();
    }

    /** From now on, wait that long at most, all reads together. */
    void allow(Duration wait) {
        waitNanos = wait.toNanos();
    }

    /** Whether reading would find something without waiting for the peer, or for no more than the rest of a record. */
    boolean hasInput() throws IOException {
        return position < limit || line.hasInput();
    }

    /** The next byte, or -1 at the end of the connection. */
    int read() throws IOException {
        if (position == limit) {
            limit = Math.max(receive(buffer, 0, BUFFER_BYTES), 0);
            position = 0;
            if (limit == 0) {
                return -1;
            }
        }
        return buffer[position++] & 0xFF;
    }

    int readByte() throws IOException {
        int value = read();
        if (value < 0) {
            throw new EOFException("connection closed by peer");
        }
        return value;
    }

    int readInt() throws IOException {
        return readByte() << 24 | readByte() << 16 | readByte() << 8 | readByte();
    }

    /** At least one byte. */
    int read(byte[] bytes, int offset, int length) throws IOException {
        int count;
        if (position < limit) {
            count = Math.min(length, limit - position);
            System.arraycopy(buffer, position, bytes, offset, count);
            position += count;
        } else {
            count = receive(bytes, offset, length);
        }
        if (count < 0) {
            throw new EOFException("connection closed by peer");
        }
        return count;
    }

    void readFully(byte[] bytes) throws IOException {
        for (int done = 0; done < bytes.length; ) {
            done += read(bytes, done, bytes.length - done);
        }
    }

    private int receive(byte[] bytes, int offset, int length) throws IOException {
        long millis = waitNanos / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("peer is too slow");
        }
        line.socket().setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
        long start = System.nanoTime();
        int count = line.isTls() ? receiveRecord(bytes, offset, length) : in.read(bytes, offset, length);
        waitNanos -= System.nanoTime() - start;
        return count;
    }

    private int receiveRecord(byte[] bytes, int offset, int length) throws IOException {
        try (Deadline _ = Deadline.of(line, Duration.ofNanos(waitNanos))) {
            return in.read(bytes, offset, length);
        }
    }
}
