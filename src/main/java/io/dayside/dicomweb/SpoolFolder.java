package io.dayside.dicomweb;

import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * {@code spool/<tenant>} in the data directory, for what one request needs later than it comes. Nothing there outlives its
 * request; what a process left that was ended is removed when the next one starts. One process owns the folder.
 */
@Component
class SpoolFolder {

    private static final long MIB = 1024 * 1024;

    private final Path root;

    /** Bytes that all requests together may still keep. */
    private final AtomicLong left;

    SpoolFolder(
            @Value("${dayside.data-dir:data}") Path dataDirectory,
            @Value("${dayside.dicomweb.spool-mib:65536}") long spoolMib)
            throws IOException {
        this.root = dataDirectory.resolve("spool");
        this.left = new AtomicLong(spoolMib * MIB);
        removeLeftovers();
    }

    private void removeLeftovers() throws IOException {
        for (var tenant : children(root)) {
            for (var leftover : children(tenant)) {
                Files.delete(leftover);
            }
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var children = Files.list(folder)) {
            return children.toList();
        }
    }

    /** @param maxBytes of all that this request keeps */
    Spool open(TenantId tenant, long maxBytes) throws IOException {
        return new Spool(Files.createDirectories(root.resolve(tenant.code())), maxBytes, left);
    }
}
