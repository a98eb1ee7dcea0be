package io.dayside.archive;

import io.dayside.archive.ObjectCopies.Copy;
import io.dayside.archive.s3.Bucket;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;

/** Brings evicted files back whole. */
final class FetchedFiles {

    private final ObjectStore objects;
    private final Bucket bucket;
    private final FileLocks locks;

    FetchedFiles(ObjectStore objects, Bucket bucket, FileLocks locks) {
        this.objects = objects;
        this.bucket = bucket;
        this.locks = locks;
    }

    /**
     * An object in the file, which is brought back first where it was evicted; it cannot go in between.
     *
     * @throws AlteredCopy as {@link #fetch}
     */
    InputStream open(TenantId tenant, Copy copy, Placement place) throws IOException {
        return locks.call(tenant, copy.file(), () -> {
            fetch(tenant, copy);
            return objects.open(tenant, place);
        });
    }

    /**
     * Sees to it that the file is on the local disk, durably and as it was copied.
     *
     * @throws AlteredCopy when the copy is no longer what was copied; nothing is left on the disk then
     */
    void fetch(TenantId tenant, Copy copy) throws IOException {
        locks.call(tenant, copy.file(), () -> {
            if (!Files.exists(objects.files().path(tenant, copy.file()))) {
                fetchMissing(tenant, copy);
            }
            return true;
        });
    }

    /**
     * Puts the copy into the place of a file that is no longer what was copied.
     *
     * @throws AlteredCopy when the copy is no longer that either; the file stays then
     */
    void fetchAnew(TenantId tenant, Copy copy) throws IOException {
        locks.call(tenant, copy.file(), () -> {
            fetchMissing(tenant, copy);
            return true;
        });
    }

    private void fetchMissing(TenantId tenant, Copy copy) throws IOException {
        var arriving = objects.arriving(tenant);
        try {
            if (!MessageDigest.isEqual(receive(tenant, copy, arriving), copy.sha256())) {
                throw new AlteredCopy(copy.file());
            }
            objects.settle(tenant, arriving, copy.file());
        } finally {
            Files.deleteIfExists(arriving);
        }
    }

    private byte[] receive(TenantId tenant, Copy copy, Path arriving) throws IOException {
        var digest = Sha256.digest();
        try (var answer = new DigestInputStream(bucket.read(tenant, copy.file(), 0, copy.bytes()), digest);
                var file = FileChannel.open(arriving, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            answer.transferTo(Channels.newOutputStream(file));
            file.force(true);
        }
        return digest.digest();
    }
}
