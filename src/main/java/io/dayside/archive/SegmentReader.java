package io.dayside.archive;

import io.dayside.archive.SegmentRecord.TornRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/** Reads a segment record by record, as far as it was written whole. */
final class SegmentReader implements AutoCloseable {

    private static final int BUFFER_BYTES = 256 * 1024;

    private final String name;
    private final FileChannel file;
    private long position;
    private long limit = Long.MAX_VALUE;
    private Set<Long> passedOver = Set.of();

    SegmentReader(Path path, String name) throws IOException {
        this.name = name;
        this.file = FileChannel.open(path, StandardOpenOption.READ);
    }

    /** An object as it stands in its segment. */
    record Found(SegmentRecord record, SegmentRecord.Envelope envelope, Placement place) {}

    SegmentReader from(long offset) {
        position = offset;
        return this;
    }

    /**
     * Leaves out objects of which the index knows, unread.
     *
     * @param offsets where they begin, as in {@link Placement#offset}
     */
    SegmentReader without(Set<Long> offsets) {
        passedOver = offsets;
        return this;
    }

    /** Makes durable what stands here, and reads no further: a row must not name what is in the system's memory only. */
    void sync() throws IOException {
        limit = file.size();
        file.force(false);
    }

    /** Where the next record begins. */
    long position() {
        return position;
    }

    /** The next object whose bytes are all there, or nothing at the end or where a record is torn. */
    Optional<Found> next() throws IOException {
        try {
            var record = SegmentRecord.read(read(position, SegmentRecord.HEADER_BYTES));
            while (isLeftOut(record)) {
                position += record.bytes();
                record = SegmentRecord.read(read(position, SegmentRecord.HEADER_BYTES));
            }
            return Optional.of(found(record));
        } catch (TornRecord _) {
            return Optional.empty();
        }
    }

    private boolean isLeftOut(SegmentRecord record) {
        return record.kind() != SegmentRecord.Kind.OBJECT || passedOver.contains(position + record.contentOffset());
    }

    private Found found(SegmentRecord record) throws IOException {
        checkContent(record);
        var envelope = read(position + SegmentRecord.HEADER_BYTES, record.envelopeBytes());
        var place = new Placement(name, position + record.contentOffset(), record.metaBytes(), record.datasetBytes());
        position += record.bytes();
        return new Found(record, SegmentRecord.Envelope.decoded(envelope), place);
    }

    private void checkContent(SegmentRecord record) throws IOException {
        var crc = new CRC32C();
        var buffer = ByteBuffer.allocate(BUFFER_BYTES);
        long at = position + SegmentRecord.HEADER_BYTES;
        long end = position + record.bytes();
        if (end > Math.min(limit, file.size())) {
            throw new TornRecord();
        }
        while (at < end) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
            at += file.read(buffer, at);
            crc.update(buffer.flip());
        }
        if ((int) crc.getValue() != record.contentCrc()) {
            throw new TornRecord();
        }
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, offset + bytes.position()) < 0) {
                throw new TornRecord();
            }
        }
        return bytes.flip();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
