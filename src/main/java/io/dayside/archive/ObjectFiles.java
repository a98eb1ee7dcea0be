package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of the objects, for reading: any number of processes may look at it while one writes. */
record ObjectFiles(Path root) {

    static final String INCOMING = "incoming";
    static final String FETCHED = "fetched";
    private static final String SEGMENTS = "segments";

    /** Folders of what a restart removes. */
    static final Set<String> PASSING = Set.of(INCOMING, FETCHED);

    static ObjectFiles below(Path dataDirectory) {
        return new ObjectFiles(dataDirectory.toAbsolutePath().resolve("objects"));
    }

    /** Whether a file holds many objects; others hold one. */
    static boolean isSegment(String file) {
        return file.startsWith(SEGMENTS + "/");
    }

    /** Tenants that have a folder here. What else lies here, as at the root of a volume, is nobody's. */
    List<TenantId> tenants() throws IOException {
        return children(root).stream()
                .filter(Files::isDirectory)
                .map(folder -> folder.getFileName().toString())
                .filter(TenantId::isCode)
                .map(TenantId::new)
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
        return new PartOfFile(openFile(tenant, place.file()), place.offset(), place.bytes());
    }

    FileChannel openFile(TenantId tenant, String file) throws IOException {
        return FileChannel.open(path(tenant, file), StandardOpenOption.READ);
    }

    /** Names of a tenant's complete files: segments, and files of one large object. */
    List<String> complete(TenantId tenant) throws IOException {
        var names = new ArrayList<String>();
        for (Path folder : children(folder(tenant))) {
            if (!PASSING.contains(folder.getFileName().toString())) {
                children(folder).forEach(path -> names.add(folder.getFileName() + "/" + path.getFileName()));
            }
        }
        return names;
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
