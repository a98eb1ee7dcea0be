package io.dayside.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A file to which one lane appends objects of one tenant, in whole blocks: what is flushed together ends with a record
 * that fills its last one. Not safe for use by several threads.
 */
final class Segment implements AutoCloseable {

    private final String name;
    private final DirectWrites writes;
    private final FileChannel file;
    private final long openedNanos = System.nanoTime();
    private @Nullable ByteBuffer gathered;
    private long writtenBytes;

    Segment(Path path, String name, DirectWrites writes) throws IOException {
        this.name = name;
        this.writes = writes;
        this.file = writes.create(path);
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

    /** Puts an object behind what is there; durable only after {@link #sync}. */
    Placement append(SegmentRecord record, byte[] envelope, IncomingObject object) throws IOException {
        var place =
                new Placement(name, writtenBytes + record.contentOffset(), object.metaBytes(), object.datasetBytes());
        gather(record.header());
        gather(ByteBuffer.wrap(envelope));
        for (var part : object.inMemory()) {
            gather(part);
        }
        return place;
    }

    private void gather(ByteBuffer part) throws IOException {
        while (part.hasRemaining()) {
            var into = gathered();
            int count = Math.min(part.remaining(), into.remaining());
            into.put(part.slice(part.position(), count));
            part.position(part.position() + count);
            writtenBytes += count;
            if (!into.hasRemaining()) {
                write(into);
            }
        }
    }

    private ByteBuffer gathered() {
        var buffer = gathered;
        if (buffer == null) {
            buffer = writes.take();
            gathered = buffer;
        }
        return buffer;
    }

    private void write(ByteBuffer blocks) throws IOException {
        blocks.flip();
        while (blocks.hasRemaining()) {
            file.write(blocks);
        }
        blocks.clear();
    }

    /** Writes what was appended, and fills the last block. */
    void write() throws IOException {
        int padding = SegmentRecord.paddingAfter(writtenBytes);
        if (padding > 0) {
            gather(SegmentRecord.padding(padding));
        }
        var last = gathered;
        if (last != null) {
            write(last);
            giveBack(last);
        }
    }

    /** Makes durable what was appended. */
    void sync() throws IOException {
        write();
        file.force(false);
    }

    private void giveBack(ByteBuffer buffer) {
        gathered = null;
        writes.giveBack(buffer);
    }

    /** Gives back the room of what was written after {@code bytes} and is of no use. */
    void cutBackTo(long bytes) throws IOException {
        file.truncate(bytes);
    }

    @Override
    public void close() throws IOException {
        var unwritten = gathered;
        if (unwritten != null) {
            giveBack(unwritten);
        }
        file.close();
    }
}
