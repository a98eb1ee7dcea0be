package io.dayside.archive;

import io.dayside.archive.ObjectCopies.Copy;
import io.dayside.archive.s3.Bucket;
import io.dayside.archive.s3.S3Settings;
import io.dayside.tenancy.TenantId;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Parts of evicted segments, fetched a block at a time and kept on the local disk within a bound: a study lies in few
 * blocks, since its slices came one after the other. What is returned is to be checked by its digest.
 */
final class FetchedBlocks {

    private static final Logger log = LoggerFactory.getLogger(FetchedBlocks.class);

    /** Bounds the memory in which blocks arrive. */
    private static final int MOST_ARRIVING = 4;

    private final ObjectFiles files;
    private final Bucket bucket;
    private final FileLocks locks;
    private final int blockBytes;
    private final long mostKeptBytes;
    private final Semaphore arriving = new Semaphore(MOST_ARRIVING);
    private final LinkedHashMap<Path, Integer> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long keptBytes;

    FetchedBlocks(ObjectFiles files, Bucket bucket, FileLocks locks, S3Settings settings) {
        this.files = files;
        this.bucket = bucket;
        this.locks = locks;
        this.blockBytes = (int) settings.blockSize().toBytes();
        this.mostKeptBytes = settings.cacheSize().toBytes();
    }

    /** @throws EOFException where the copy ends before */
    byte[] read(TenantId tenant, Copy copy, Placement place) throws IOException {
        var into = ByteBuffer.allocate((int) place.bytes());
        while (into.hasRemaining()) {
            long at = place.offset() + into.position();
            int begin = (int) (at % blockBytes);
            int count = Math.min(into.remaining(), blockBytes - begin);
            var part = into.slice(into.position(), count);
            locks.call(tenant, copy.file(), () -> readBlock(tenant, copy, at / blockBytes, begin, part));
            into.position(into.position() + count);
        }
        return into.array();
    }

    private boolean readBlock(TenantId tenant, Copy copy, long number, int begin, ByteBuffer into) throws IOException {
        var path = path(tenant, copy, number);
        if (!isKept(path) || !readKept(path, begin, into)) {
            fetch(tenant, copy, number, path, begin, into);
        }
        return true;
    }

    /** What an erasure leaves under the same name has another digest, so that no block outlives its copy. */
    private Path path(TenantId tenant, Copy copy, long number) {
        return files.folder(tenant)
                .resolve(ObjectFiles.FETCHED)
                .resolve("%s.%s.%d"
                        .formatted(baseName(copy.file()), HexFormat.of().formatHex(copy.sha256(), 0, 8), number));
    }

    private static String baseName(String file) {
        return file.substring(file.indexOf('/') + 1);
    }

    private synchronized boolean isKept(Path path) {
        return kept.get(path) != null;
    }

    private boolean readKept(Path path, int begin, ByteBuffer into) throws IOException {
        try (var block = FileChannel.open(path, StandardOpenOption.READ)) {
            if (begin + into.remaining() > block.size()) {
                throw new EOFException();
            }
            for (int at = begin; into.hasRemaining(); at = begin + into.position()) {
                block.read(into, at);
            }
            return true;
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    private void fetch(TenantId tenant, Copy copy, long number, Path path, int begin, ByteBuffer into)
            throws IOException {
        arriving.acquireUninterruptibly();
        try (var answer = bucket.read(tenant, copy.file(), number * blockBytes, blockBytes)) {
            var block = answer.readNBytes(blockBytes);
            if (begin + into.remaining() > block.length) {
                throw new EOFException();
            }
            into.put(block, begin, into.remaining());
            keep(path, block);
        } finally {
            arriving.release();
        }
    }

    private void keep(Path path, byte[] block) {
        try {
            Files.createDirectories(path.getParent());
            Files.write(path, block);
            noteKept(path, block.length);
        } catch (IOException e) {
            log.warn("a fetched block could not be kept: {}", e.toString());
        }
    }

    private synchronized void noteKept(Path path, int bytes) throws IOException {
        var former = kept.put(path, bytes);
        keptBytes += bytes - (former == null ? 0 : former);
        var eldest = kept.entrySet().iterator();
        while (keptBytes > mostKeptBytes && eldest.hasNext()) {
            var entry = eldest.next();
            Files.deleteIfExists(entry.getKey());
            keptBytes -= entry.getValue();
            eldest.remove();
        }
    }

    /** Removes what is kept of a file, of its former copies too. */
    synchronized void forget(TenantId tenant, String file) throws IOException {
        var folder = files.folder(tenant).resolve(ObjectFiles.FETCHED);
        for (var path : ObjectFiles.children(folder)) {
            if (path.getFileName().toString().startsWith(baseName(file) + ".")) {
                Files.deleteIfExists(path);
                var bytes = kept.remove(path);
                keptBytes -= bytes == null ? 0 : bytes;
            }
        }
    }
}
