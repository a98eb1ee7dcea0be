package io.dayside.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A file to which one lane appends objects of one tenant. Not safe for use by several threads. */
final class Segment implements AutoCloseable {

    private final String name;
    private final FileChannel file;
    private final long openedNanos = System.nanoTime();
    private long writtenBytes;

    Segment(Path path, String name) throws IOException {
        this.name = name;
        this.file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Below the tenant's folder. */
    String name() {
        return name;
    }

    long writtenBytes() {
        return writtenBytes;
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - openedNanos);
    }

    /** Writes an object behind what is there; durable only after {@link #sync}. */
    Placement append(SegmentRecord record, byte[] envelope, IncomingObject object) throws IOException {
        var parts = new ArrayList<ByteBuffer>();
        parts.add(record.header());
        parts.add(ByteBuffer.wrap(envelope));
        parts.addAll(object.inMemory());
        writeAll(parts);
        var place =
                new Placement(name, writtenBytes + record.contentOffset(), object.metaBytes(), object.datasetBytes());
        writtenBytes += record.bytes();
        return place;
    }

    private void writeAll(List<ByteBuffer> parts) throws IOException {
        var buffers = parts.toArray(ByteBuffer[]::new);
        while (buffers[buffers.length - 1].hasRemaining()) {
            file.write(buffers);
        }
    }

    void sync() throws IOException {
        file.force(false);
    }

    /** Gives back the room of what was written after {@code bytes} and is of no use. */
    void cutBackTo(long bytes) throws IOException {
        file.truncate(bytes);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
