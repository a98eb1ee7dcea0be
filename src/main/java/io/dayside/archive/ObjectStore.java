package io.dayside.archive;

import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Objects in a folder: small ones side by side in {@code objects/<tenant>/segments/<uuid>.seg}, large ones in {@code
 * objects/<tenant>/<2 hex digits>/<uuid>.dcm}, with what is still arriving under {@code objects/<tenant>/incoming}.
 * Names are our own random identifiers; nothing that a sender says becomes part of a path. One process owns the folder.
 */
@Component
class ObjectStore {

    private static final String SEGMENTS = "segments";
    private static final String SEGMENT_SUFFIX = ".seg";
    private static final String SUFFIX = ".dcm";
    private static final int SHARD_DIGITS = 2;

    private final ObjectFiles files;
    private final StoreSteps steps;
    private final DurableFolders folders;
    private final ChunkPool memory;
    private final DirectWrites writes;

    @Autowired
    ObjectStore(
            @Value("${dayside.data-dir:data}") Path dataDirectory,
            @Value("${dayside.archive.arrival-memory-mib:96}") int memoryMib,
            ObjectProvider<StoreSteps> steps)
            throws IOException {
        this(dataDirectory, memoryMib, steps.getIfAvailable(() -> StoreSteps.UNOBSERVED));
    }

    ObjectStore(Path dataDirectory, int memoryMib, StoreSteps steps) throws IOException {
        this.files = ObjectFiles.below(dataDirectory);
        this.steps = steps;
        this.folders = new DurableFolders(files.root());
        this.writes = DirectWrites.in(files.root());
        this.memory = new ChunkPool(memoryMib * (1024 * 1024 / ChunkPool.CHUNK_BYTES));
        removeLeftovers();
    }

    /** What was still arriving when the last process ended was never acknowledged; what was fetched can be again. */
    private void removeLeftovers() throws IOException {
        for (Path tenant : ObjectFiles.children(files.root())) {
            for (var passing : ObjectFiles.PASSING) {
                for (Path leftover : ObjectFiles.children(tenant.resolve(passing))) {
                    Files.delete(leftover);
                }
            }
        }
    }

    /** Opens a place for one object that is about to arrive. */
    IncomingObject begin(TenantId tenant) throws StorageFailure {
        try {
            steps.reached(StoreSteps.Step.BEGUN);
            return new IncomingObject(memory, tenant, () -> ownFile(tenant));
        } catch (IOException e) {
            throw new StorageFailure(e);
        }
    }

    /** Whether so many objects are arriving that each should be kept before its sender goes on. */
    boolean isMemoryShort() {
        return memory.isShort();
    }

    private OwnFile ownFile(TenantId tenant) throws IOException {
        var id = Ids.next().toString();
        var shard = id.substring(id.length() - SHARD_DIGITS);
        var incoming = folders.make(files.folder(tenant).resolve(ObjectFiles.INCOMING));
        var shardFolder = folders.make(files.folder(tenant).resolve(shard));
        return new OwnFile(incoming.resolve(id), shardFolder, shard + "/" + id + SUFFIX, steps);
    }

    /** A new, empty segment whose name is durable. */
    Segment newSegment(TenantId tenant) throws IOException {
        var folder = folders.make(files.folder(tenant).resolve(SEGMENTS));
        var name = Ids.next() + SEGMENT_SUFFIX;
        var segment = new Segment(folder.resolve(name), SEGMENTS + "/" + name, writes);
        DurableFolders.sync(folder);
        return segment;
    }

    ObjectFiles files() {
        return files;
    }

    /** Bytes that are left on the disk of the folder. */
    long usableBytes() throws IOException {
        return Files.getFileStore(files.root()).getUsableSpace();
    }

    SegmentReader reader(TenantId tenant, String segment) throws IOException {
        return new SegmentReader(files.path(tenant, segment), segment);
    }

    InputStream open(TenantId tenant, Placement place) throws IOException {
        return files.open(tenant, place);
    }

    /** For reading at any place. */
    FileChannel openFile(TenantId tenant, String file) throws IOException {
        return files.openFile(tenant, file);
    }

    /** A file that is being fetched and becomes complete by being renamed; a restart removes what is left of it. */
    Path arriving(TenantId tenant) throws IOException {
        return folders.make(files.folder(tenant).resolve(ObjectFiles.INCOMING))
                .resolve(Ids.next().toString());
    }

    /** Puts a whole and synced file into its permanent place, durably. */
    void settle(TenantId tenant, Path arrived, String file) throws IOException {
        var place = files.path(tenant, file);
        var folder = folders.make(Objects.requireNonNull(place.getParent()));
        Files.move(arrived, place, StandardCopyOption.ATOMIC_MOVE);
        DurableFolders.sync(folder);
    }

    /** Removes a complete file, durably. */
    void remove(TenantId tenant, String file) throws IOException {
        var path = files.path(tenant, file);
        if (Files.deleteIfExists(path)) {
            DurableFolders.sync(Objects.requireNonNull(path.getParent()));
        }
    }

    /** Removes a file that no row names. That it may come back after a power cut is harmless. */
    void discard(TenantId tenant, OwnFile file) throws IOException {
        Files.deleteIfExists(files.path(tenant, file.name()));
    }
}
