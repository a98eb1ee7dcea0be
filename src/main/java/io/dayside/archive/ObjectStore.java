package io.dayside.archive;

import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
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

    private static final String INCOMING = "incoming";
    private static final String SEGMENTS = "segments";
    private static final String SEGMENT_SUFFIX = ".seg";
    private static final String SUFFIX = ".dcm";
    private static final int SHARD_DIGITS = 2;

    private final Path root;
    private final StoreSteps steps;
    private final DurableFolders folders;
    private final ChunkPool memory;

    @Autowired
    ObjectStore(
            @Value("${dayside.data-dir:data}") Path dataDirectory,
            @Value("${dayside.archive.arrival-memory-mib:96}") int memoryMib,
            ObjectProvider<StoreSteps> steps)
            throws IOException {
        this(dataDirectory, memoryMib, steps.getIfAvailable(() -> StoreSteps.UNOBSERVED));
    }

    ObjectStore(Path dataDirectory, int memoryMib, StoreSteps steps) throws IOException {
        this.root = dataDirectory.toAbsolutePath().resolve("objects");
        this.steps = steps;
        this.folders = new DurableFolders(root);
        this.memory = new ChunkPool(memoryMib * (1024 * 1024 / ChunkPool.CHUNK_BYTES));
        removeLeftovers();
    }

    /** What was still arriving when the last process ended was never acknowledged. */
    private void removeLeftovers() throws IOException {
        for (Path tenant : children(root)) {
            for (Path leftover : children(tenant.resolve(INCOMING))) {
                Files.delete(leftover);
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }

    /** Opens a place for one object that is about to arrive. */
    IncomingObject begin(TenantId tenant) throws StorageFailure {
        try {
            steps.reached(StoreSteps.Step.BEGUN);
            return new IncomingObject(memory, () -> ownFile(tenant));
        } catch (IOException e) {
            throw new StorageFailure(e);
        }
    }

    private OwnFile ownFile(TenantId tenant) throws IOException {
        var id = Ids.next().toString();
        var shard = id.substring(id.length() - SHARD_DIGITS);
        var incoming = folders.make(folder(tenant).resolve(INCOMING));
        var shardFolder = folders.make(folder(tenant).resolve(shard));
        return new OwnFile(incoming.resolve(id), shardFolder, shard + "/" + id + SUFFIX, steps);
    }

    /** A new, empty segment whose name is durable. */
    Segment newSegment(TenantId tenant) throws IOException {
        var folder = folders.make(folder(tenant).resolve(SEGMENTS));
        var name = Ids.next() + SEGMENT_SUFFIX;
        var segment = new Segment(folder.resolve(name), SEGMENTS + "/" + name);
        DurableFolders.sync(folder);
        return segment;
    }

    /** Tenants that have a folder here. */
    List<TenantId> tenants() throws IOException {
        return children(root).stream()
                .map(folder -> new TenantId(folder.getFileName().toString()))
                .toList();
    }

    /** Names of a tenant's segments, oldest first. */
    List<String> segments(TenantId tenant) throws IOException {
        return children(folder(tenant).resolve(SEGMENTS)).stream()
                .map(path -> SEGMENTS + "/" + path.getFileName())
                .toList();
    }

    SegmentReader reader(TenantId tenant, String segment) throws IOException {
        return new SegmentReader(folder(tenant).resolve(segment), segment);
    }

    InputStream open(TenantId tenant, Placement place) throws IOException {
        var file = FileChannel.open(folder(tenant).resolve(place.file()), StandardOpenOption.READ);
        return new PartOfFile(file, place.offset(), place.bytes());
    }

    private Path folder(TenantId tenant) {
        return root.resolve(tenant.code());
    }

    /** Removes a file that no row names. That it may come back after a power cut is harmless. */
    void discard(TenantId tenant, OwnFile file) throws IOException {
        Files.deleteIfExists(folder(tenant).resolve(file.name()));
    }
}
