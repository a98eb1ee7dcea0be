package io.dayside.dicom.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * How long an archive's central directory is, asked before the archive is opened, since opening it takes memory for all
 * of the directory. APPNOTE 4.3.14 to 4.3.16.
 */
final class CentralDirectory {

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int MAX_COMMENT_BYTES = 0xFFFF;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int LOCATOR64_BYTES = 20;
    private static final int END64 = 0x06064b50;
    private static final int END64_BYTES = 56;

    private CentralDirectory() {}

    /** The longest of what could be the archive's end; 0 where nothing could. What exceeds the file does not count. */
    static long bytes(Path archive) throws IOException {
        try (var file = FileChannel.open(archive, StandardOpenOption.READ)) {
            long size = file.size();
            long from = Math.max(0, size - END_BYTES - MAX_COMMENT_BYTES - LOCATOR64_BYTES);
            var tail = read(file, from, (int) (size - from));
            long longest = 0;
            for (int at = 0; at <= tail.limit() - END_BYTES; at++) {
                if (tail.getInt(at) == END) {
                    longest = Math.max(longest, within(size, Integer.toUnsignedLong(tail.getInt(at + 12))));
                    longest = Math.max(longest, within(size, zip64(file, tail, at - LOCATOR64_BYTES)));
                }
            }
            return longest;
        }
    }

    private static long zip64(FileChannel file, ByteBuffer tail, int locator) throws IOException {
        if (locator < 0 || tail.getInt(locator) != LOCATOR64) {
            return 0;
        }
        long at = tail.getLong(locator + 8);
        if (at < 0 || at > file.size() - END64_BYTES) {
            return 0;
        }
        var end = read(file, at, END64_BYTES);
        return end.getInt(0) == END64 ? end.getLong(40) : 0;
    }

    private static long within(long size, long claimed) {
        return claimed > size ? 0 : Math.max(0, claimed);
    }

    private static ByteBuffer read(FileChannel file, long at, int count) throws IOException {
        var bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining() && file.read(bytes, at + bytes.position()) >= 0) {
            // Until it is full, or the file has become shorter.
        }
        return bytes.flip();
    }
}
