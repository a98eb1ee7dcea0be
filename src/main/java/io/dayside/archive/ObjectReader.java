package io.dayside.archive;

import io.dayside.archive.ObjectCopies.Copy;
import io.dayside.archive.s3.BucketUnreachable;
import io.dayside.tenancy.TenantId;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/**
 * Opens objects where they lie: on the local disk, or in S3 when their file was evicted. What comes from S3 is given out
 * only once its digest has been found to be that of the bytes received; of what comes from the disk the last bytes are.
 */
@Component
class ObjectReader {

    private static final Logger log = LoggerFactory.getLogger(ObjectReader.class);

    private final ObjectStore objects;
    private final ObjectCopies copies;
    private final @Nullable FetchedFiles fetchedFiles;
    private final @Nullable FetchedBlocks fetchedBlocks;
    private final Clock clock;
    private final ConcurrentHashMap<TenantId, Map<String, Instant>> reads = new ConcurrentHashMap<>();

    ObjectReader(
            ObjectStore objects,
            ObjectCopies copies,
            ObjectProvider<FetchedFiles> fetchedFiles,
            ObjectProvider<FetchedBlocks> fetchedBlocks,
            Clock clock) {
        this.objects = objects;
        this.copies = copies;
        this.fetchedFiles = fetchedFiles.getIfAvailable();
        this.fetchedBlocks = fetchedBlocks.getIfAvailable();
        this.clock = clock;
    }

    /**
     * The object as a Part 10 stream.
     *
     * @throws NoSuchFileException when there is neither file nor copy
     * @throws ObjectsUnreachable when there is a copy only, and S3 is away
     * @throws DamagedObject when there is a copy only, and it is not what was received; by the stream in place of its last
     *     bytes, when what it gave out is not
     */
    InputStream open(TenantId tenant, StoredObject object) throws IOException {
        noteRead(tenant, object.place().file());
        try {
            return new VerifiedObject(() -> objects.open(tenant, object.place()), tenant, object);
        } catch (NoSuchFileException missing) {
            var copy = copies.find(tenant, object.place().file()).orElseThrow(() -> missing);
            return openCopy(tenant, object, copy);
        }
    }

    /** The file that the object lies in, if it is on the local disk. */
    Optional<FileChannel> openLocally(TenantId tenant, StoredObject object) throws IOException {
        noteRead(tenant, object.place().file());
        try {
            return Optional.of(objects.openFile(tenant, object.place().file()));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private void noteRead(TenantId tenant, String file) {
        if (fetchedFiles != null) {
            reads.computeIfAbsent(tenant, _ -> new ConcurrentHashMap<>()).put(file, clock.instant());
        }
    }

    /** When files were last read, since this was last asked. */
    Map<String, Instant> takeReads(TenantId tenant) {
        var taken = reads.remove(tenant);
        return taken == null ? Map.of() : new HashMap<>(taken);
    }

    private InputStream openCopy(TenantId tenant, StoredObject object, Copy copy) throws IOException {
        if (fetchedFiles == null || fetchedBlocks == null) {
            throw new ObjectsUnreachable(tenant, new IOException("dayside.archive.s3 is not set"));
        }
        try {
            return ObjectFiles.isSegment(copy.file())
                    ? inSegment(tenant, object, copy, fetchedBlocks)
                    : fetchedFiles.open(tenant, copy, object.place());
        } catch (BucketUnreachable e) {
            throw new ObjectsUnreachable(tenant, e);
        } catch (AlteredCopy | NoSuchFileException | EOFException e) {
            log.error("{} {}: {}", tenant, copy.file(), e.toString());
            throw new DamagedObject(tenant, object.place());
        }
    }

    /** A block that differs is fetched once more: it may be the local disk that altered it. */
    private static InputStream inSegment(TenantId tenant, StoredObject object, Copy copy, FetchedBlocks fetched)
            throws IOException {
        var bytes = fetched.read(tenant, copy, object.place());
        if (!isWhole(bytes, object)) {
            fetched.forget(tenant, copy.file());
            bytes = fetched.read(tenant, copy, object.place());
        }
        if (!isWhole(bytes, object)) {
            fetched.forget(tenant, copy.file());
            throw new AlteredCopy(copy.file());
        }
        return new ByteArrayInputStream(bytes);
    }

    private static boolean isWhole(byte[] bytes, StoredObject object) {
        var digest = Sha256.digest();
        int begin = (int) object.place().datasetOffset();
        digest.update(bytes, begin, bytes.length - begin);
        return MessageDigest.isEqual(digest.digest(), object.datasetSha256());
    }
}
