package io.dayside.archive;

import io.dayside.archive.ObjectCopies.Copy;
import io.dayside.archive.s3.Bucket;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Keeps the files of all tenants within a bound of the local disk: what was not read for longest and is in S3 goes. */
final class Evictor {

    private final ObjectStore objects;
    private final ObjectReader reader;
    private final ObjectCopies copies;
    private final Bucket bucket;
    private final FileLocks locks;
    private final long mostLocalBytes;
    private final LocalRoom room;

    Evictor(
            ObjectStore objects,
            ObjectReader reader,
            ObjectCopies copies,
            Bucket bucket,
            FileLocks locks,
            long mostLocalBytes) {
        this.objects = objects;
        this.reader = reader;
        this.copies = copies;
        this.bucket = bucket;
        this.locks = locks;
        this.mostLocalBytes = mostLocalBytes;
        this.room = new LocalRoom(objects::usableBytes, System::nanoTime);
    }

    private record Candidate(TenantId tenant, Copy copy) {}

    /** How many files were evicted. */
    int evict() throws IOException {
        var tenants = objects.files().tenants();
        for (var tenant : tenants) {
            noteReads(tenant);
        }
        if (!room.mayBeUsedUp()) {
            return 0;
        }
        var local = localFiles(tenants);
        long excess = local.stream().mapToLong(LocalFile::bytes).sum() - mostLocalBytes;
        room.isKnown(-excess);
        if (excess <= 0) {
            return 0;
        }
        int evicted = 0;
        for (var candidate : leastRecentlyReadFirst(local)) {
            if (excess > 0 && evict(candidate.tenant(), candidate.copy().file())) {
                excess -= candidate.copy().bytes();
                evicted++;
            }
        }
        return evicted;
    }

    private void noteReads(TenantId tenant) {
        var reads = reader.takeReads(tenant);
        if (!reads.isEmpty()) {
            TenantScope.run(tenant, () -> copies.noteRead(tenant, reads));
        }
    }

    private record LocalFile(TenantId tenant, String name, long bytes) {}

    private List<LocalFile> localFiles(List<TenantId> tenants) throws IOException {
        var local = new ArrayList<LocalFile>();
        for (var tenant : tenants) {
            for (var name : objects.files().complete(tenant)) {
                local.add(new LocalFile(tenant, name, size(objects.files().path(tenant, name))));
            }
        }
        return local;
    }

    private static long size(Path path) throws IOException {
        try {
            return Files.size(path);
        } catch (NoSuchFileException _) {
            return 0;
        }
    }

    private List<Candidate> leastRecentlyReadFirst(List<LocalFile> local) {
        var namesByTenant = local.stream()
                .collect(Collectors.groupingBy(
                        LocalFile::tenant, Collectors.mapping(LocalFile::name, Collectors.toSet())));
        return namesByTenant.entrySet().stream()
                .flatMap(names -> candidates(names.getKey(), names.getValue()))
                .sorted(Comparator.comparing(candidate -> candidate.copy().readAt()))
                .toList();
    }

    private Stream<Candidate> candidates(TenantId tenant, Set<String> names) {
        return TenantScope.call(tenant, () -> copies.verified(tenant, names)).stream()
                .map(copy -> new Candidate(tenant, copy));
    }

    /** Asks S3 once more: between the copy and today somebody may have emptied the bucket. */
    private boolean evict(TenantId tenant, String file) throws IOException {
        return locks.call(
                tenant,
                file,
                () -> TenantScope.call(tenant, () -> {
                    var copy = copies.find(tenant, file).filter(Copy::verified).orElse(null);
                    if (copy == null || size(objects.files().path(tenant, file)) != copy.bytes()) {
                        return false;
                    }
                    if (!bucket.bytes(tenant, file).equals(OptionalLong.of(copy.bytes()))) {
                        copies.noteStale(tenant, file);
                        return false;
                    }
                    objects.remove(tenant, file);
                    return true;
                }));
    }
}
