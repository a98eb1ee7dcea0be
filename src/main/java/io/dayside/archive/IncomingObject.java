package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An object as it arrives: in memory while it is small and memory is left, otherwise in a file of its own. Closing it
 * gives the memory back and removes a file that was not kept.
 */
final class IncomingObject implements AutoCloseable {

    /** Larger objects gain nothing from sharing a flush and would crowd out the small ones. */
    static final int MOST_CHUNKS = 16;

    /** How far a large object may come before it is asked again whether there is room. */
    private static final long ASKED_EVERY_BYTES = 16L * 1024 * 1024;

    private static final long NEVER_ASKED = -ASKED_EVERY_BYTES;

    private final ChunkPool pool;
    private final TenantId tenant;
    private final Opening ownFiles;
    private final List<byte[]> chunks = new ArrayList<>();
    private final MessageDigest digest = sha256Digest();
    private @Nullable OwnFile ownFile;
    private byte @Nullable [] sha256;
    private long bytes;
    private long metaBytes;
    private Room room = () -> {};
    private long askedAtBytes = NEVER_ASKED;

    /** Opens a file for an object that does not fit into memory. */
    interface Opening {
        OwnFile open() throws IOException;
    }

    /** Whether more may come of an object that has a file of its own. */
    interface Room {
        void require() throws NotAdmitted;
    }

    IncomingObject(ChunkPool pool, TenantId tenant, Opening ownFiles) {
        this.pool = pool;
        this.tenant = tenant;
        this.ownFiles = ownFiles;
    }

    private static MessageDigest sha256Digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes what comes before the data set. */
    void writeMeta(byte[] meta) throws StorageFailure {
        write(meta, 0, meta.length);
        metaBytes = meta.length;
    }

    /** A view of {@code dataset} that keeps every byte read through it. */
    InputStream keeping(InputStream dataset) {
        return new Keeping(dataset);
    }

    /** From here on the object arrives only while there is room. To be called once it is known whose it is. */
    void within(Room newRoom) throws NotAdmitted {
        room = newRoom;
        askedAtBytes = NEVER_ASKED;
        requireRoom();
    }

    private void requireRoom() throws NotAdmitted {
        if (ownFile != null && bytes - askedAtBytes >= ASKED_EVERY_BYTES) {
            room.require();
            askedAtBytes = bytes;
        }
    }

    private void write(byte[] from, int offset, int length) throws StorageFailure {
        try {
            int written = 0;
            while (ownFile == null && written < length) {
                int count = writeToMemory(from, offset + written, length - written);
                if (count == 0) {
                    moveToOwnFile();
                }
                written += count;
            }
            if (ownFile != null) {
                ownFile.write(from, offset + written, length - written);
                digestOf(from, offset + written, length - written);
                bytes += length - written;
            }
        } catch (IOException e) {
            throw new StorageFailure(e);
        }
    }

    /** How many bytes found room in the current or one further chunk. */
    private int writeToMemory(byte[] from, int offset, int length) {
        if (!hasRoomInMemory()) {
            return 0;
        }
        int used = usedOfLast();
        int count = Math.min(length, ChunkPool.CHUNK_BYTES - used);
        System.arraycopy(from, offset, chunks.getLast(), used, count);
        bytes += count;
        return count;
    }

    /** Takes a further chunk if the last one is full and there is one. */
    private boolean hasRoomInMemory() {
        if (bytes < (long) chunks.size() * ChunkPool.CHUNK_BYTES) {
            return true;
        }
        var chunk = chunks.size() == MOST_CHUNKS ? null : pool.take(tenant);
        if (chunk != null) {
            chunks.add(chunk);
        }
        return chunk != null;
    }

    private int usedOfLast() {
        return (int) (bytes - (chunks.size() - 1L) * ChunkPool.CHUNK_BYTES);
    }

    private void moveToOwnFile() throws IOException {
        var file = ownFiles.open();
        ownFile = file;
        for (var part : parts()) {
            file.write(part.bytes(), 0, part.length());
        }
        digestMemory();
        giveBackMemory();
    }

    /** Bytes in use of one chunk. */
    private record Part(byte[] bytes, int length) {}

    private List<Part> parts() {
        var parts = new ArrayList<Part>(chunks.size());
        long left = bytes;
        for (var chunk : chunks) {
            parts.add(new Part(chunk, (int) Math.min(left, chunk.length)));
            left -= chunk.length;
        }
        return parts;
    }

    private void digestMemory() {
        long at = 0;
        for (var part : parts()) {
            int meta = Math.clamp(metaBytes - at, 0, part.length());
            digest.update(part.bytes(), meta, part.length() - meta);
            at += part.length();
        }
    }

    /** Meta information is written before the first byte of the data set and is no part of the digest. */
    private void digestOf(byte[] from, int offset, int length) {
        if (metaBytes > 0) {
            digest.update(from, offset, length);
        }
    }

    private void giveBackMemory() {
        chunks.forEach(chunk -> pool.giveBack(tenant, chunk));
        chunks.clear();
    }

    /** The file of its own, for what did not fit into memory. */
    @Nullable
    OwnFile ownFile() {
        return ownFile;
    }

    /** All bytes, meta information first, of an object that is in memory. */
    List<ByteBuffer> inMemory() {
        return parts().stream()
                .map(part -> ByteBuffer.wrap(part.bytes(), 0, part.length()))
                .toList();
    }

    /** The data set as received, from its beginning. */
    InputStream dataset() throws IOException {
        var whole = ownFile == null ? memory() : ownFile.content();
        whole.skipNBytes(metaBytes);
        return whole;
    }

    private InputStream memory() {
        return new SequenceInputStream(Collections.enumeration(parts().stream()
                .map(part -> new ByteArrayInputStream(part.bytes(), 0, part.length()))
                .toList()));
    }

    /** Digest of the data set. To be called when all bytes have come. */
    byte[] sha256() {
        var computed = sha256;
        if (computed == null) {
            digestMemory();
            computed = digest.digest();
            sha256 = computed;
        }
        return computed;
    }

    long metaBytes() {
        return metaBytes;
    }

    long datasetBytes() {
        return bytes - metaBytes;
    }

    @Override
    public void close() throws IOException {
        giveBackMemory();
        if (ownFile != null) {
            ownFile.close();
        }
    }

    private final class Keeping extends InputStream {

        private final InputStream dataset;

        Keeping(InputStream dataset) {
            this.dataset = dataset;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = dataset.read(into, offset, length);
            if (count > 0) {
                write(into, offset, count);
                requireRoom();
            }
            return count;
        }

        /** Straight into memory, since this is how pixel data pass; in large pieces where there is none. */
        @Override
        public long transferTo(OutputStream out) throws IOException {
            long transferred = 0;
            while (ownFile == null && hasRoomInMemory()) {
                var chunk = chunks.getLast();
                int used = usedOfLast();
                int count = dataset.read(chunk, used, ChunkPool.CHUNK_BYTES - used);
                if (count < 0) {
                    return transferred;
                }
                bytes += count;
                out.write(chunk, used, count);
                transferred += count;
            }
            return transferred + transferInPieces(out);
        }

        private long transferInPieces(OutputStream out) throws IOException {
            var buffer = new byte[128 * 1024];
            long transferred = 0;
            for (int count = read(buffer, 0, buffer.length); count >= 0; count = read(buffer, 0, buffer.length)) {
                out.write(buffer, 0, count);
                transferred += count;
            }
            return transferred;
        }
    }
}
