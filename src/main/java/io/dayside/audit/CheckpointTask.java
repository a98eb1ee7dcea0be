package io.dayside.audit;

import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Notes each chain's head outside the database, once a minute. */
@Configuration(proxyBeanMethods = false)
class CheckpointTask {

    private static final Duration EVERY = Duration.ofMinutes(1);

    @Bean
    Task<Void> noteCheckpoints(
            JdbcClient jdbc, PlatformTransactionManager transactions, @Value("${dayside.data-dir:data}") Path data) {
        var checkpoints = new Checkpoints(data.resolve("trail"));
        var transaction = new TransactionTemplate(transactions);
        return Tasks.recurring("note-trail-checkpoints", FixedDelay.of(EVERY))
                .execute((_, _) -> jdbc.sql("select code from audited_tenant order by code")
                        .query(String.class)
                        .list()
                        .forEach(code -> head(new TenantId(code), jdbc, transaction)
                                .ifPresent(head -> note(checkpoints, head))));
    }

    private static Optional<TrailVerifier.KnownHead> head(
            TenantId tenant, JdbcClient jdbc, TransactionTemplate transaction) {
        return TenantScope.call(
                tenant,
                () -> transaction.execute(_ -> jdbc.sql("""
                        select seq, hash from audit_head where tenant_id = :tenant and seq > 0""")
                        .param("tenant", tenant.code())
                        .query((row, _) -> new TrailVerifier.KnownHead(
                                tenant.code(),
                                row.getLong("seq"),
                                HexFormat.of().formatHex(row.getBytes("hash"))))
                        .optional()));
    }

    private static void note(Checkpoints checkpoints, TrailVerifier.KnownHead head) {
        try {
            checkpoints.note(head);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform since 15 has Ed25519", e);
        }
    }
}
