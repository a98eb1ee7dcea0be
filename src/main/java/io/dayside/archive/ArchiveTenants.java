package io.dayside.archive;

import io.dayside.tenancy.KnownTenants;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Whose objects there may be: of hospitals in service, of those that left it, and of whoever has a folder. A lost disk has
 * no folders, and what it held is in S3 all the same.
 */
@Component
class ArchiveTenants {

    private static final Logger log = LoggerFactory.getLogger(ArchiveTenants.class);

    private final Tenants tenants;
    private final ObjectStore objects;
    private final JdbcClient jdbc;

    ArchiveTenants(Tenants tenants, ObjectStore objects, JdbcClient jdbc) {
        this.tenants = tenants;
        this.objects = objects;
        this.jdbc = jdbc;
    }

    interface Work {
        void run(TenantId tenant) throws IOException;
    }

    Set<TenantId> all() throws IOException {
        var all = all(objects.files(), jdbc);
        all.addAll(tenants.ids());
        return all;
    }

    /** For a process that knows data directory and database only. */
    static Set<TenantId> all(ObjectFiles files, JdbcClient jdbc) throws IOException {
        var all = new TreeSet<>(files.tenants());
        all.addAll(KnownTenants.of(jdbc));
        return all;
    }

    /** As {@link #forEach(Collection, String, Work)}, for all. */
    void forEach(String task, Work work) throws IOException {
        forEach(all(), task, work);
    }

    /**
     * Does the work for one after the other. Where it fails, it is done for the others all the same.
     *
     * @param task for the log
     * @throws IOException the last failure, when all have had their turn
     */
    static void forEach(Collection<TenantId> tenants, String task, Work work) throws IOException {
        Exception last = null;
        for (var tenant : tenants) {
            var failure = failure(tenant, work);
            if (failure != null) {
                log.error("{} {} failed: {}", tenant, task, failure.toString());
                last = failure;
            }
        }
        if (last != null) {
            throw new IOException(task + " failed for a tenant at least", last);
        }
    }

    private static @Nullable Exception failure(TenantId tenant, Work work) {
        try {
            work.run(tenant);
            return null;
        } catch (IOException | RuntimeException e) {
            return e;
        }
    }
}
