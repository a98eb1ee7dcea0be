package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Overwrites what was deleted. Interrupted at any moment, it begins again with what is left. */
@Component
class Eraser {

    private static final Logger log = LoggerFactory.getLogger(Eraser.class);
    private static final int MOST_AT_ONCE = 10_000;

    private final ObjectStore objects;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    Eraser(ObjectStore objects, JdbcClient jdbc, PlatformTransactionManager transactions) {
        this.objects = objects;
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
        for (var left = left(tenant); !left.isEmpty(); left = left(tenant)) {
            var offsetsByFile = left.stream()
                    .collect(Collectors.groupingBy(Left::file, Collectors.mapping(Left::offset, Collectors.toSet())));
            for (var file : offsetsByFile.entrySet()) {
                erase(tenant, file.getKey(), file.getValue());
                noteErased(tenant, file.getKey(), file.getValue());
            }
            erased += left.size();
        }
        if (erased > 0) {
            log.info("{} {} deleted objects erased", tenant, erased);
        }
        return erased;
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

    private void erase(TenantId tenant, String file, Set<Long> offsets) throws IOException {
        var path = objects.files().path(tenant, file);
        if (!ObjectFiles.isSegment(file)) {
            Files.deleteIfExists(path);
            DurableFolders.sync(Objects.requireNonNull(path.getParent()));
            return;
        }
        if (Files.exists(path)) {
            SegmentEraser.erase(path, offsets);
        }
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
