package io.dayside.archive;

import io.dayside.archive.s3.Bucket;
import io.dayside.archive.s3.BucketUnreachable;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads again the copies of files that are on the local disk too. One that is no longer what was copied is copied again;
 * until then its file stays. Those of evicted files are looked at object by object, by {@link Scrubber}.
 */
final class CopyCheck {

    private static final Logger log = LoggerFactory.getLogger(CopyCheck.class);

    private final ObjectFiles files;
    private final ObjectCopies copies;
    private final Bucket bucket;
    private final FileLocks locks;

    CopyCheck(ObjectFiles files, ObjectCopies copies, Bucket bucket, FileLocks locks) {
        this.files = files;
        this.copies = copies;
        this.bucket = bucket;
        this.locks = locks;
    }

    /**
     * How many of a tenant's copies were not what was copied.
     *
     * @throws BucketUnreachable when S3 is away; what was not looked at stays as it is
     */
    int check(TenantId tenant) throws IOException {
        int altered = 0;
        for (var file : files.complete(tenant)) {
            if (!locks.call(tenant, file, () -> isWhole(tenant, file))) {
                altered++;
                log.error("{} the copy of {} in S3 is not the file; it is copied again", tenant, file);
            }
        }
        return altered;
    }

    private boolean isWhole(TenantId tenant, String file) throws IOException {
        var copy = copies.verified(tenant, Set.of(file)).stream().findFirst().orElse(null);
        if (copy == null || !Files.exists(files.path(tenant, file)) || isWhole(tenant, copy)) {
            return true;
        }
        copies.noteStale(tenant, file);
        return false;
    }

    private boolean isWhole(TenantId tenant, ObjectCopies.Copy copy) throws IOException {
        try (var copied = bucket.readFrom(tenant, copy.file(), 0)) {
            return MessageDigest.isEqual(Sha256.of(copied), copy.sha256());
        } catch (NoSuchFileException _) {
            return false;
        }
    }
}
