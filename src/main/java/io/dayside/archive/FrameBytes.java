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
import org.jspecify.annotations.Nullable;

/**
 * Bytes in memory, in pieces: arrays of a frame's size are dear to the garbage collector. Closing gives back memory that is
 * used again; then it holds none.
 */
public final class FrameBytes implements AutoCloseable {

    private final @Nullable PiecePool pool;
    private List<ByteBuffer> pieces;

    /** @param pool to which the pieces go back; null where others may hold them */
    private FrameBytes(List<ByteBuffer> pieces, @Nullable PiecePool pool) {
        this.pieces = pieces;
        this.pool = pool;
    }

    /** These bytes. */
    public static FrameBytes of(byte[] bytes) {
        return new FrameBytes(List.of(ByteBuffer.wrap(bytes)), null);
    }

    /** @throws EOFException where the file ends before */
    static FrameBytes read(FileChannel file, long offset, long length, PiecePool pool) throws IOException {
        var bytes = new FrameBytes(new ArrayList<>(), pool);
        try {
            for (long done = 0; done < length; ) {
                var piece = pool.take();
                bytes.pieces.add(piece);
                piece.limit((int) Math.min(piece.capacity(), length - done));
                fill(piece, file, offset + done);
                done += piece.flip().limit();
            }
            return bytes;
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
    }

    private static void fill(ByteBuffer piece, FileChannel file, long offset) throws IOException {
        while (piece.hasRemaining()) {
            if (file.read(piece, offset + piece.position()) < 0) {
                throw new EOFException();
            }
        }
    }

    /** All of them as one, which takes the place of the parts. */
    static FrameBytes joined(List<FrameBytes> parts) {
        return parts.size() == 1
                ? parts.getFirst()
                : new FrameBytes(
                        parts.stream().flatMap(part -> part.pieces.stream()).toList(),
                        parts.isEmpty() ? null : parts.getFirst().pool);
    }

    /** A view of some of them, of which nothing is given back. */
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
        return new FrameBytes(slices, null);
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

    @Override
    public void close() {
        var held = pieces;
        pieces = List.of();
        if (pool != null) {
            held.forEach(pool::giveBack);
        }
    }
}
