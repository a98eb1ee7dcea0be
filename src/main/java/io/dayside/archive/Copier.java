package io.dayside.archive;

import io.dayside.archive.s3.Bucket;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
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
     * are gone, also where the bucket keeps versions.
     *
     * @throws AlteredCopy when what was read back is something else
     */
    void copy(TenantId tenant, String file) throws IOException {
        locks.call(tenant, file, () -> {
            var path = files.path(tenant, file);
            if (Files.exists(path)) {
                copy(tenant, file, path);
            } else {
                // Deleted since it was noted, or lost, which the scrubber tells.
                log.warn("{} {} waits to be copied and is not there", tenant, file);
                copies.remove(tenant, file);
            }
            return true;
        });
    }

    private void copy(TenantId tenant, String file, Path path) throws IOException {
        long bytes = Files.size(path);
        var sha256 = digest(path, bytes);
        bucket.put(tenant, file, bytes, (offset, count) -> open(path, offset, count));
        try (var copied = bucket.read(tenant, file, 0, bytes)) {
            if (!MessageDigest.isEqual(Sha256.of(copied), sha256)) {
                throw new AlteredCopy(file);
            }
        }
        bucket.removeFormerVersions(tenant, file);
        copies.noteVerified(tenant, file, bytes, sha256);
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
