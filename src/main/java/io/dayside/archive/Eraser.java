package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Overwrites what was deleted, on the local disk and in S3. Interrupted at any moment, it begins again with what is left;
 * what is noted as erased is erased in both places.
 */
@Component
class Eraser {

    private static final Logger log = LoggerFactory.getLogger(Eraser.class);
    private static final int MOST_AT_ONCE = 10_000;

    private final ObjectStore objects;
    private final FileLocks locks;
    private final ObjectCopies copies;
    private final @Nullable ErasedCopies erasedCopies;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Eraser(
            ObjectStore objects,
            FileLocks locks,
            ObjectCopies copies,
            ObjectProvider<ErasedCopies> erasedCopies,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.objects = objects;
        this.locks = locks;
        this.copies = copies;
        this.erasedCopies = erasedCopies.getIfAvailable();
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    private record Left(String file, long offset) {}

    /** How many objects of a tenant were erased. */
    int erase(TenantId tenant) throws IOException {
        return TenantScope.call(tenant, () -> eraseWithinScope(tenant));
    }

    private int eraseWithinScope(TenantId tenant) throws IOException {
        int erased = 0;
        var failure = new AtomicReference<@Nullable IOException>();
        for (var left = left(tenant); !left.isEmpty() && failure.get() == null; left = left(tenant)) {
            var offsetsByFile = left.stream()
                    .collect(Collectors.groupingBy(Left::file, Collectors.mapping(Left::offset, Collectors.toSet())));
            for (var file : offsetsByFile.entrySet()) {
                erased += erase(tenant, file.getKey(), file.getValue(), failure);
            }
        }
        if (erased > 0) {
            log.info("{} {} deleted objects erased", tenant, erased);
        }
        var last = failure.get();
        if (last != null) {
            throw last;
        }
        return erased;
    }

    /** A file that cannot be erased at present does not keep the others from it. */
    private int erase(TenantId tenant, String file, Set<Long> offsets, AtomicReference<@Nullable IOException> failure) {
        try {
            locks.call(tenant, file, () -> erase(tenant, file, offsets));
            noteErased(tenant, file, offsets);
            return offsets.size();
        } catch (IOException e) {
            failure.set(e);
            return 0;
        }
    }

    private List<Left> left(TenantId tenant) {
        return Objects.requireNonNull(transaction.execute(_ -> jdbc.sql("""
                        select object_name, object_offset from erasure where tenant_id = :tenant
                        order by object_name, object_offset limit :limit""")
                .param("tenant", tenant.code())
                .param("limit", MOST_AT_ONCE)
                .query((row, _) -> new Left(row.getString("object_name"), row.getLong("object_offset")))
                .list()));
    }

    private boolean erase(TenantId tenant, String file, Set<Long> offsets) throws IOException {
        var copy = copies.isKnown(tenant, file) ? Optional.of(copy(tenant)) : Optional.<ErasedCopies>empty();
        if (!ObjectFiles.isSegment(file)) {
            objects.remove(tenant, file);
            if (copy.isPresent()) {
                copy.get().remove(tenant, file);
            }
            return true;
        }
        if (copy.isPresent()) {
            copy.get().prepare(tenant, file);
        }
        var path = objects.files().path(tenant, file);
        if (Files.exists(path)) {
            SegmentEraser.erase(path, offsets);
        }
        if (copy.isPresent()) {
            copy.get().replace(tenant, file);
        }
        return true;
    }

    private ErasedCopies copy(TenantId tenant) throws IOException {
        if (erasedCopies == null) {
            throw new IOException("%s has copies in S3, and dayside.archive.s3 is not set".formatted(tenant));
        }
        return erasedCopies;
    }

    private void noteErased(TenantId tenant, String file, Set<Long> offsets) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("""
                    delete from erasure
                    where tenant_id = :tenant and object_name = :file and object_offset = any (:offsets)""")
                    .param("tenant", tenant.code())
                    .param("file", file)
                    .param("offsets", offsets.toArray(Long[]::new))
                    .update();
            jdbc.sql("""
                    update deleted_study set erased_at = now()
                    where tenant_id = :tenant and erased_at is null
                          and not exists (select from erasure
                                          where erasure.tenant_id = deleted_study.tenant_id
                                                and erasure.deletion = deleted_study.id)""").param("tenant", tenant.code()).update();
        });
    }
}
