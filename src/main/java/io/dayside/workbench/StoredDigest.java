package io.dayside.workbench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** SHA-256 of what lies in the object store, without help from the server. */
final class StoredDigest {

    private static final int BUFFER_BYTES = 1 << 20;

    private StoredDigest() {}

    /** @throws EOFException if the file ends before */
    static byte[] of(Path file, long offset, long bytes) throws IOException {
        MessageDigest digest = Ledger.sha256();
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            long at = offset;
            long end = offset + bytes;
            while (at < end) {
                buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
                int count = channel.read(buffer, at);
                if (count < 0) {
                    throw new EOFException(file.getFileName().toString());
                }
                at += count;
                digest.update(buffer.flip());
            }
        }
        return digest.digest();
    }
}
