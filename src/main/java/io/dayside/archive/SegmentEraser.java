package io.dayside.archive;

import io.dayside.archive.SegmentRecord.TornRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Set;

/**
 * Overwrites objects in a segment with zeros and gives their room back where the file system can; the records keep their
 * length, so that the others are still found.
 */
final class SegmentEraser {

    private static final int BUFFER_BYTES = 256 * 1024;

    private SegmentEraser() {}

    /**
     * Durable when it returns. What is erased already is erased again.
     *
     * @param contentOffsets where in the file the objects begin
     */
    static void erase(Path segment, Set<Long> contentOffsets) throws IOException {
        try (var file = FileChannel.open(segment, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            var erased = new ArrayList<HolePunch.Part>();
            long position = 0;
            int left = contentOffsets.size();
            while (left > 0 && position < file.size()) {
                var record = SegmentRecord.read(header(file, position));
                if (contentOffsets.contains(position + record.contentOffset())) {
                    overwrite(file, position, record);
                    erased.add(contentOf(position, record));
                    left--;
                }
                position += record.bytes();
            }
            file.force(false);
            HolePunch.punch(segment, erased);
            file.force(false);
        }
    }

    private static HolePunch.Part contentOf(long position, SegmentRecord record) {
        return new HolePunch.Part(position + SegmentRecord.HEADER_BYTES, record.bytes() - SegmentRecord.HEADER_BYTES);
    }

    private static ByteBuffer header(FileChannel file, long position) throws IOException {
        var header = ByteBuffer.allocate(SegmentRecord.HEADER_BYTES);
        while (header.hasRemaining()) {
            if (file.read(header, position + header.position()) < 0) {
                throw new TornRecord();
            }
        }
        return header.flip();
    }

    /** Header first: a record that says "erased" is passed over whatever stands in it. */
    private static void overwrite(FileChannel file, long position, SegmentRecord record) throws IOException {
        write(file, position, record.erased().header());
        var zeros = ByteBuffer.allocate(BUFFER_BYTES);
        long at = position + SegmentRecord.HEADER_BYTES;
        long end = position + record.bytes();
        while (at < end) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), end - at));
            int count = zeros.remaining();
            write(file, at, zeros);
            at += count;
        }
    }

    private static void write(FileChannel file, long position, ByteBuffer bytes) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }
}
