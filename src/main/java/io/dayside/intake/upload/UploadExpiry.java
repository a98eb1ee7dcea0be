package io.dayside.intake.upload;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends uploads that nobody goes on with, forgets reports that are old, and removes bytes that belong to nothing. */
@Component
class UploadExpiry {

    private static final Logger log = LoggerFactory.getLogger(UploadExpiry.class);
    private static final Duration EACH = Duration.ofMinutes(10);

    private final Tenants tenants;
    private final UploadRows rows;
    private final UploadFolders folders;
    private final UploadLimits limits;
    private final UploadImports imports;
    private final TransactionTemplate transaction;
    private final Clock clock;

    UploadExpiry(
            Tenants tenants,
            UploadRows rows,
            UploadFolders folders,
            UploadLimits limits,
            UploadImports imports,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.tenants = tenants;
        this.rows = rows;
        this.folders = folders;
        this.limits = limits;
        this.imports = imports;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Configuration(proxyBeanMethods = false)
    static class Schedule {

        @Bean
        Task<Void> uploadExpiryTask(ObjectProvider<UploadExpiry> expiry) {
            return Tasks.recurring("upload-expiry", Schedules.fixedDelay(EACH))
                    .execute((_, _) -> expiry.getObject().cleanUp());
        }
    }

    void cleanUp() {
        for (var tenant : tenants.ids()) {
            try {
                TenantScope.run(tenant, () -> cleanUp(tenant));
            } catch (UncheckedIOException e) {
                log.error("{} uploads could not be cleaned up, and are tried again", tenant, e);
            }
        }
    }

    private void cleanUp(TenantId tenant) {
        var now = clock.instant();
        List<UploadId> idle =
                Objects.requireNonNull(transaction.execute(_ -> rows.idleSince(now.minus(limits.idle()))));
        idle.forEach(this::expire);
        transaction.executeWithoutResult(_ -> rows.deleteEndedBefore(now.minus(limits.reported())));
        try {
            for (var id : folders.ofTenant(tenant)) {
                removeUnlessAlive(id);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void expire(UploadId id) {
        log.info("{} an upload expires: nothing came for {}", id, limits.idle());
        transaction.executeWithoutResult(_ -> {
            var upload = rows.lock(id);
            if (upload.isPresent() && isIdle(upload.get())) {
                rows.become(id, Upload.State.ENDING, Upload.Ending.EXPIRED, clock.instant());
            }
        });
        imports.cancel(id);
    }

    private boolean isIdle(Upload upload) {
        return upload.state() == Upload.State.OPEN
                && upload.touchedAt().isBefore(clock.instant().minus(limits.idle()));
    }

    private void removeUnlessAlive(UploadId id) throws IOException {
        var upload = Objects.requireNonNull(transaction.execute(_ -> rows.find(id)));
        if (upload.isEmpty() || upload.get().state() == Upload.State.ENDED) {
            folders.delete(id);
        }
    }
}
