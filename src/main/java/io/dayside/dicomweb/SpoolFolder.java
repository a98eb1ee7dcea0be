package io.dayside.dicomweb;

import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * {@code spool/<tenant>} in the data directory, for what one request needs later than it comes. Nothing there outlives its
 * request; what a process left that was ended is removed when the next one starts. One process owns the folder.
 */
@Component
class SpoolFolder {

    private final Path root;

    SpoolFolder(@Value("${dayside.data-dir:data}") Path dataDirectory) throws IOException {
        this.root = dataDirectory.resolve("spool");
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

    /** @param maxBytes of all that is kept at the same time */
    Spool open(TenantId tenant, long maxBytes) throws IOException {
        return new Spool(Files.createDirectories(root.resolve(tenant.code())), maxBytes);
    }
}
