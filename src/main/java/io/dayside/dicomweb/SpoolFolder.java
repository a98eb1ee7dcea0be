package io.dayside.dicomweb;

import io.dayside.archive.StorageUse;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

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

    private final long hospitalBytes;
    private final Map<TenantId, AtomicLong> leftByHospital = new ConcurrentHashMap<>();
    private final LongSupplier leftOnDisk;

    @Autowired
    SpoolFolder(
            @Value("${dayside.data-dir:data}") Path dataDirectory,
            @Value("${dayside.dicomweb.spool-mib:65536}") long spoolMib,
            @Value("${dayside.dicomweb.hospital-spool-mib:16384}") long hospitalSpoolMib,
            @Value("${dayside.archive.disk-reserve:1GB}") DataSize diskReserve,
            StorageUse use)
            throws IOException {
        this(dataDirectory, spoolMib, hospitalSpoolMib, () -> use.usableBytes() - diskReserve.toBytes());
    }

    SpoolFolder(Path dataDirectory, long spoolMib, long hospitalSpoolMib, LongSupplier leftOnDisk) throws IOException {
        this.root = dataDirectory.resolve("spool");
        this.left = new AtomicLong(spoolMib * MIB);
        this.hospitalBytes = hospitalSpoolMib * MIB;
        this.leftOnDisk = leftOnDisk;
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
        var leftForHospital = leftByHospital.computeIfAbsent(tenant, _ -> new AtomicLong(hospitalBytes));
        return new Spool(
                Files.createDirectories(root.resolve(tenant.code())),
                maxBytes,
                new SpoolRoom(left, leftForHospital, leftOnDisk));
    }
}
