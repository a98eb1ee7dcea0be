package io.dayside.archive;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32C;

/** Bytes in memory, in pieces: arrays of a frame's size are dear to the garbage collector. */
public final class FrameBytes {

    private static final int PIECE_BYTES = 128 * 1024;

    private final List<ByteBuffer> pieces;

    private FrameBytes(List<ByteBuffer> pieces) {
        this.pieces = pieces;
    }

    /** These bytes. */
    public static FrameBytes of(byte[] bytes) {
        return new FrameBytes(List.of(ByteBuffer.wrap(bytes)));
    }

    /** @throws EOFException where the file ends before */
    static FrameBytes read(FileChannel file, long offset, long length) throws IOException {
        var pieces = new ArrayList<ByteBuffer>();
        for (long done = 0; done < length; ) {
            var piece = ByteBuffer.allocate((int) Math.min(PIECE_BYTES, length - done));
            while (piece.hasRemaining()) {
                if (file.read(piece, offset + done + piece.position()) < 0) {
                    throw new EOFException();
                }
            }
            pieces.add(piece.flip());
            done += piece.limit();
        }
        return new FrameBytes(pieces);
    }

    static FrameBytes joined(List<FrameBytes> parts) {
        return parts.size() == 1
                ? parts.getFirst()
                : new FrameBytes(
                        parts.stream().flatMap(part -> part.pieces.stream()).toList());
    }

    FrameBytes slice(long offset, long length) {
        var slices = new ArrayList<ByteBuffer>();
        long start = 0;
        for (var piece : pieces) {
            int from = Math.clamp(offset - start, 0, piece.limit());
            int to = Math.clamp(offset + length - start, 0, piece.limit());
            if (from < to) {
                slices.add(piece.slice(from, to - from));
            }
            start += piece.limit();
        }
        return new FrameBytes(slices);
    }

    /** In bytes. */
    public long length() {
        return pieces.stream().mapToLong(ByteBuffer::limit).sum();
    }

    int crc32c() {
        var crc = new CRC32C();
        forEach(crc::update);
        return (int) crc.getValue();
    }

    /** What is done with a piece, all of which is remaining. */
    interface Use<X extends Exception> {
        void apply(ByteBuffer piece) throws X;
    }

    <X extends Exception> void forEach(Use<X> use) throws X {
        for (var piece : pieces) {
            use.apply(piece.duplicate());
        }
    }

    InputStream stream() {
        return new SequenceInputStream(Collections.enumeration(pieces.stream()
                .map(piece -> new ByteArrayInputStream(piece.array(), piece.arrayOffset(), piece.limit()))
                .toList()));
    }

    /** Writes all of them. */
    public void writeTo(OutputStream out) throws IOException {
        for (var piece : pieces) {
            out.write(piece.array(), piece.arrayOffset(), piece.limit());
        }
    }
}
