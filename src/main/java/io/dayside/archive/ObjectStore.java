package io.dayside.archive;

import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Objects in a folder: {@code objects/<tenant>/<2 hex digits>/<uuid>.dcm}, with what is still arriving under
 * {@code objects/<tenant>/incoming}. Names are our own random identifiers; nothing that a sender says becomes part of
 * a path. One process owns the folder.
 */
@Component
class ObjectStore {

    private static final String INCOMING = "incoming";
    private static final String SUFFIX = ".dcm";
    private static final int SHARD_DIGITS = 2;

    private final Path root;
    private final StoreSteps steps;
    private final Set<Path> durableFolders = ConcurrentHashMap.newKeySet();

    @Autowired
    ObjectStore(@Value("${dayside.data-dir:data}") Path dataDirectory, ObjectProvider<StoreSteps> steps)
            throws IOException {
        this(dataDirectory, steps.getIfAvailable(() -> StoreSteps.UNOBSERVED));
    }

    ObjectStore(Path dataDirectory, StoreSteps steps) throws IOException {
        this.root = dataDirectory.toAbsolutePath().resolve("objects");
        this.steps = steps;
        removeLeftovers();
    }

    /** What was still arriving when the last process ended was never acknowledged. */
    private void removeLeftovers() throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        for (Path tenant : children(root)) {
            var incoming = tenant.resolve(INCOMING);
            if (Files.isDirectory(incoming)) {
                for (Path leftover : children(incoming)) {
                    Files.delete(leftover);
                }
            }
        }
    }

    private static Iterable<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        }
    }

    /** Opens a place for one object that is about to arrive. */
    IncomingObject begin(TenantId tenant) throws StorageFailure {
        try {
            var id = Ids.next().toString();
            var shard = id.substring(id.length() - SHARD_DIGITS);
            var folder = root.resolve(tenant.code());
            var incoming = durableFolder(folder.resolve(INCOMING));
            var shardFolder = durableFolder(folder.resolve(shard));
            steps.reached(StoreSteps.Step.BEGUN);
            return new IncomingObject(incoming.resolve(id), shardFolder, shard + "/" + id + SUFFIX, steps);
        } catch (IOException e) {
            throw new StorageFailure(e);
        }
    }

    /** Makes the folder and those above it, each durable in its parent before something is put into it. */
    private Path durableFolder(Path folder) throws IOException {
        if (durableFolders.contains(folder)) {
            return folder;
        }
        var parent = folder.getParent();
        if (parent != null && folder.startsWith(root)) {
            durableFolder(parent);
        }
        Files.createDirectories(folder);
        if (parent != null) {
            sync(parent);
        }
        durableFolders.add(folder);
        return folder;
    }

    static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    InputStream open(TenantId tenant, String name) throws IOException {
        return Files.newInputStream(root.resolve(tenant.code()).resolve(name));
    }

    /** Removes an object that no row names. That it may come back after a power cut is harmless. */
    void discard(TenantId tenant, StoredObject object) throws IOException {
        Files.deleteIfExists(root.resolve(tenant.code()).resolve(object.name()));
    }
}
