package io.dayside.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How segments reach the disk: whole blocks that pass the system's cache by, so that a flush finds nothing left to write
 * and what arrives does not push out what is read. Where the file system does not offer that, through its cache.
 */
final class DirectWrites {

    /** Where blocks are larger, the file system refuses, and its cache is used. */
    static final int BLOCK_BYTES = 4096;

    /** Gathered before it is written: more makes a disk no faster. */
    private static final int BUFFER_BYTES = 2 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(DirectWrites.class);

    /** In Linux's and other JDKs, outside the documented packages. */
    private static final String OPTIONS = "com.sun.nio.file.ExtendedOpenOption";

    /** No hospital's name: those begin with a letter. */
    private static final String PROBE = ".direct";

    private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final Set<OpenOption> options;

    private DirectWrites(Set<OpenOption> options) {
        this.options = options;
    }

    /** As the file system of that folder, which is made if need be, offers them. */
    static DirectWrites in(Path folder) throws IOException {
        var probe = Files.createDirectories(folder).resolve(PROBE);
        Files.deleteIfExists(probe);
        try {
            return new DirectWrites(direct().filter(option -> isOffered(probe, option))
                    .map(option -> Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, option))
                    .orElse(Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)));
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static Optional<OpenOption> direct() {
        try {
            return Stream.of(Class.forName(OPTIONS).getEnumConstants())
                    .filter(option -> option.toString().equals("DIRECT"))
                    .map(OpenOption.class::cast)
                    .findFirst();
        } catch (ClassNotFoundException _) {
            return Optional.empty();
        }
    }

    private static boolean isOffered(Path probe, OpenOption direct) {
        try (var file = FileChannel.open(probe, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, direct)) {
            return file.write(blocks(BLOCK_BYTES)) == BLOCK_BYTES;
        } catch (IOException | UnsupportedOperationException e) {
            log.warn("segments are written through the system's cache: {}", e.toString());
            return false;
        }
    }

    private static ByteBuffer blocks(int bytes) {
        return ByteBuffer.allocateDirect(bytes + BLOCK_BYTES)
                .alignedSlice(BLOCK_BYTES)
                .slice(0, bytes);
    }

    /** A new file, into which whole blocks are to be written from whole buffers. */
    FileChannel create(Path path) throws IOException {
        return FileChannel.open(path, options);
    }

    /** An empty buffer of whole blocks. */
    ByteBuffer take() {
        var buffer = free.poll();
        return buffer == null ? blocks(BUFFER_BYTES) : buffer.clear();
    }

    void giveBack(ByteBuffer buffer) {
        free.add(buffer);
    }
}
