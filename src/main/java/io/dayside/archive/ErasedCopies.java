package io.dayside.archive;

import io.dayside.archive.s3.Bucket;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.nio.file.Files;

/** What an erasure means for the copy of a file. The caller holds the file's lock. */
final class ErasedCopies {

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

    /** Brings an evicted segment back and keeps it from going until its copy is what it will be. */
    void prepare(TenantId tenant, String segment) throws IOException {
        var copy = copies.find(tenant, segment);
        if (copy.isPresent()) {
            fetchedFiles.fetch(tenant, copy.get());
            copies.noteStale(tenant, segment);
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
