package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** The folder of the objects, for reading: any number of processes may look at it while one writes. */
record ObjectFiles(Path root) {

    private static final String SEGMENTS = "segments";

    static ObjectFiles below(Path dataDirectory) {
        return new ObjectFiles(dataDirectory.toAbsolutePath().resolve("objects"));
    }

    /** Whether a file holds many objects; others hold one. */
    static boolean isSegment(String file) {
        return file.startsWith(SEGMENTS + "/");
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

    Path folder(TenantId tenant) {
        return root.resolve(tenant.code());
    }

    Path path(TenantId tenant, String file) {
        return folder(tenant).resolve(file);
    }

    InputStream open(TenantId tenant, Placement place) throws IOException {
        var file = FileChannel.open(path(tenant, place.file()), StandardOpenOption.READ);
        return new PartOfFile(file, place.offset(), place.bytes());
    }

    static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }
}
