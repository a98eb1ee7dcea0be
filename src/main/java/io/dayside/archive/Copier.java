package io.dayside.archive;

import io.dayside.archive.s3.Bucket;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Copies complete files to S3. Interrupted at any moment, it begins again with the same file. */
final class Copier {

    private static final Logger log = LoggerFactory.getLogger(Copier.class);

    private final ObjectFiles files;
    private final ObjectCopies copies;
    private final Bucket bucket;
    private final FileLocks locks;

    Copier(ObjectFiles files, ObjectCopies copies, Bucket bucket, FileLocks locks) {
        this.files = files;
        this.copies = copies;
        this.bucket = bucket;
        this.locks = locks;
    }

    /**
     * Uploads the file and reads it back. When this returns, the copy is the file and is noted as such; former copies of it
     * are gone, also where the bucket keeps versions. Of a file that is no longer on the local disk, the copy that was made
     * of it is read again.
     *
     * @throws AlteredCopy when what was read back is something else
     * @throws NoSuchFileException when a file that is still needed is on the local disk no more, and no copy of it is known
     */
    void copy(TenantId tenant, String file) throws IOException {
        locks.call(tenant, file, () -> {
            var path = files.path(tenant, file);
            if (Files.exists(path)) {
                copy(tenant, file, path);
            } else {
                confirmCopyOfMissing(tenant, file);
            }
            return true;
        });
    }

    private void confirmCopyOfMissing(TenantId tenant, String file) throws IOException {
        var copy = copies.find(tenant, file);
        if (copy.isPresent()) {
            readBack(tenant, file, copy.get().bytes(), copy.get().sha256());
            copies.noteVerified(tenant, file, copy.get().bytes(), copy.get().sha256());
        } else if (copies.isNeeded(tenant, file)) {
            throw new NoSuchFileException(file, null, "neither on the local disk nor known to be in S3");
        } else {
            log.info("{} {} was deleted when it was about to be copied", tenant, file);
            bucket.remove(tenant, file);
            copies.forget(tenant, file);
        }
    }

    private void copy(TenantId tenant, String file, Path path) throws IOException {
        long bytes = Files.size(path);
        var sha256 = digest(path, bytes);
        bucket.put(tenant, file, bytes, (offset, count) -> open(path, offset, count));
        readBack(tenant, file, bytes, sha256);
        bucket.removeFormerVersions(tenant, file);
        copies.noteVerified(tenant, file, bytes, sha256);
    }

    private void readBack(TenantId tenant, String file, long bytes, byte[] sha256) throws IOException {
        try (var copied = bucket.read(tenant, file, 0, bytes)) {
            if (!MessageDigest.isEqual(Sha256.of(copied), sha256)) {
                throw new AlteredCopy(file);
            }
        }
    }

    private static byte[] digest(Path path, long bytes) throws IOException {
        try (var content = open(path, 0, bytes)) {
            return Sha256.of(content);
        }
    }

    private static PartOfFile open(Path path, long offset, long bytes) throws IOException {
        return new PartOfFile(FileChannel.open(path, StandardOpenOption.READ), offset, bytes);
    }
}
