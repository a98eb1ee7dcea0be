package io.dayside.dicom.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** Buffered bytes with a position. Memory is taken for bytes that have come, not for lengths that were announced. */
final class ByteSource {

    private static final int BUFFER_BYTES = 32 * 1024;
    /** More than is ever looked at ahead. */
    private static final int LEAST_BUFFER_BYTES = 256;

    private static final int FIRST_CHUNK_BYTES = 64 * 1024;
    private static final int MAX_CHUNK_BYTES = 16 * 1024 * 1024;

    private final InputStream in;

    /** Offset at which the source is known to end, or -1. */
    private final long knownEnd;

    private final byte[] buffer;
    private int position;
    private int limit;
    private long bufferOffset;

    ByteSource(InputStream in) {
        this(in, -1);
    }

    /** @param knownEnd bytes that the stream is known to hold, such as the size of a file; -1 if unknown */
    ByteSource(InputStream in, long knownEnd) {
        this.in = in;
        this.knownEnd = knownEnd;
        this.buffer = new byte[knownEnd < 0 ? BUFFER_BYTES : Math.clamp(knownEnd, LEAST_BUFFER_BYTES, BUFFER_BYTES)];
    }

    /** Bytes consumed. */
    long offset() {
        return bufferOffset + position;
    }

    /** Whether the announced bytes are known to be missing. */
    boolean lacks(long bytes) {
        return knownEnd >= 0 && offset() + bytes > knownEnd;
    }

    boolean atEnd() throws IOException {
        return buffered(1) < 1;
    }

    /** Copies the next bytes without consuming them; fewer at the end of the source. */
    byte[] peek(int count) throws IOException {
        int length = Math.min(count, buffered(count));
        byte[] bytes = new byte[length];
        System.arraycopy(buffer, position, bytes, 0, length);
        return bytes;
    }

    int readByte() throws IOException {
        if (position == limit && buffered(1) < 1) {
            throw new EOFException();
        }
        return buffer[position++] & 0xFF;
    }

    int readShort(boolean bigEndian) throws IOException {
        int first = readByte();
        int second = readByte();
        return bigEndian ? first << 8 | second : second << 8 | first;
    }

    int readInt(boolean bigEndian) throws IOException {
        int first = readShort(bigEndian);
        int second = readShort(bigEndian);
        return bigEndian ? first << 16 | second : second << 16 | first;
    }

    /** Exactly that many bytes. */
    byte[] read(int length) throws IOException {
        if (lacks(length)) {
            throw new EOFException();
        }
        if (length <= FIRST_CHUNK_BYTES || knownEnd >= 0) {
            byte[] bytes = new byte[length];
            fill(bytes, length);
            return bytes;
        }
        return readChunks(length);
    }

    private byte[] readChunks(int length) throws IOException {
        List<byte[]> chunks = new ArrayList<>();
        int read = 0;
        int size = FIRST_CHUNK_BYTES;
        while (read < length) {
            byte[] chunk = new byte[Math.min(size, length - read)];
            fill(chunk, chunk.length);
            chunks.add(chunk);
            read += chunk.length;
            size = Math.min(size * 2, MAX_CHUNK_BYTES);
        }
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] chunk : chunks) {
            System.arraycopy(chunk, 0, all, at, chunk.length);
            at += chunk.length;
        }
        return all;
    }

    private void fill(byte[] bytes, int length) throws IOException {
        int done = Math.min(length, limit - position);
        System.arraycopy(buffer, position, bytes, 0, done);
        position += done;
        while (done < length) {
            int count = in.read(bytes, done, length - done);
            if (count < 0) {
                throw new EOFException();
            }
            done += count;
            bufferOffset += count;
        }
    }

    /** Skips in the stream itself what is not buffered yet, so that a file is not read there. */
    void skip(long count) throws IOException {
        long left = count - skipBuffered(count);
        while (left > 0) {
            long skipped = in.skip(left);
            bufferOffset += skipped;
            left -= skipped;
            if (skipped == 0 && buffered(1) < 1) {
                throw new EOFException();
            }
            left -= skipBuffered(left);
        }
    }

    private int skipBuffered(long count) {
        int step = (int) Math.min(count, limit - position);
        position += step;
        return step;
    }

    /** Bytes in the buffer, after trying to have as many as asked for. */
    private int buffered(int wanted) throws IOException {
        if (limit - position >= wanted) {
            return limit - position;
        }
        System.arraycopy(buffer, position, buffer, 0, limit - position);
        bufferOffset += position;
        limit -= position;
        position = 0;
        while (limit < wanted) {
            int count = in.read(buffer, limit, buffer.length - limit);
            if (count < 0) {
                break;
            }
            limit += count;
        }
        return limit - position;
    }

    /** What follows, as a stream. */
    InputStream remaining() {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return atEnd() ? -1 : readByte();
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (length == 0) {
                    return 0;
                }
                if (buffered(1) < 1) {
                    return -1;
                }
                int count = Math.min(length, limit - position);
                System.arraycopy(buffer, position, bytes, offset, count);
                position += count;
                return count;
            }
        };
    }
}
