package io.dayside.archive;

import io.dayside.archive.ObjectCopies.Copy;
import io.dayside.archive.s3.Bucket;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an erasure means for the copy of a file. The caller holds the file's lock. */
final class ErasedCopies {

    private static final Logger log = LoggerFactory.getLogger(ErasedCopies.class);

    private final ObjectFiles files;
    private final ObjectCopies copies;
    private final Bucket bucket;
    private final FetchedFiles fetchedFiles;
    private final FetchedBlocks fetchedBlocks;
    private final Copier copier;

    ErasedCopies(
            ObjectFiles files,
            ObjectCopies copies,
            Bucket bucket,
            FetchedFiles fetchedFiles,
            FetchedBlocks fetchedBlocks,
            Copier copier) {
        this.files = files;
        this.copies = copies;
        this.bucket = bucket;
        this.fetchedFiles = fetchedFiles;
        this.fetchedBlocks = fetchedBlocks;
        this.copier = copier;
    }

    /**
     * Brings an evicted segment back and keeps it from going until its copy is what it will be. A segment that rotted on
     * the local disk is replaced by its copy first, so that it does not become the copy.
     */
    void prepare(TenantId tenant, String segment) throws IOException {
        var copy = copies.find(tenant, segment);
        if (copy.isPresent()) {
            if (copy.get().verified() && isRotten(tenant, copy.get())) {
                log.error("{} {} is no longer what was copied; its copy takes its place", tenant, segment);
                fetchedFiles.fetchAnew(tenant, copy.get());
            } else {
                fetchedFiles.fetch(tenant, copy.get());
            }
            copies.noteStale(tenant, segment);
        }
    }

    private boolean isRotten(TenantId tenant, Copy copy) throws IOException {
        try (var local = Files.newInputStream(files.path(tenant, copy.file()))) {
            return !MessageDigest.isEqual(Sha256.of(local), copy.sha256());
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /** Puts the segment as it now is into the place of its copy. One that was lost before it was copied has none. */
    void replace(TenantId tenant, String segment) throws IOException {
        fetchedBlocks.forget(tenant, segment);
        if (Files.exists(files.path(tenant, segment))
                || bucket.bytes(tenant, segment).isPresent()) {
            copier.copy(tenant, segment);
        }
    }

    /** Removes the copy of a file that is no more. */
    void remove(TenantId tenant, String file) throws IOException {
        bucket.remove(tenant, file);
        copies.remove(tenant, file);
    }
}
