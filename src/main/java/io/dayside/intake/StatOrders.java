package io.dayside.intake;

import io.dayside.archive.StudyUrgency;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The STAT orders of the last days, in memory. What another node was told is known here after half a minute, what this one
 * was told at once.
 */
@Component
class StatOrders implements StudyUrgency {

    private static final Logger log = LoggerFactory.getLogger(StatOrders.class);
    private static final long KNOWN_FOR_NANOS = Duration.ofSeconds(30).toNanos();
    private static final Duration LOOKED_BACK = Duration.ofDays(3);

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Map<TenantId, Known> known = new ConcurrentHashMap<>();
    private final AtomicLong changes = new AtomicLong();

    StatOrders(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.clock = clock;
    }

    private record Ordered(String accessionNumber, String patientId) {}

    private record Known(Set<Ordered> orders, long atNanos) {

        boolean isFresh() {
            return System.nanoTime() - atNanos < KNOWN_FOR_NANOS;
        }
    }

    @Override
    public boolean isUrgent(TenantId tenant, String accessionNumber, String patientId) {
        return !accessionNumber.isEmpty() && of(tenant).orders().contains(new Ordered(accessionNumber, patientId));
    }

    /** Where the database does not answer, what was known is better than nothing. */
    private Known of(TenantId tenant) {
        var before = known.get(tenant);
        if (before != null && before.isFresh()) {
            return before;
        }
        try {
            long changesBefore = changes.get();
            var now = new Known(read(tenant), System.nanoTime());
            known.put(tenant, now);
            if (changes.get() != changesBefore) {
                known.remove(tenant, now);
            }
            return now;
        } catch (DataAccessException | TransactionException e) {
            log.warn("{} its STAT orders cannot be read: {}", tenant, e.toString());
            return before == null ? new Known(Set.of(), 0) : before;
        }
    }

    private Set<Ordered> read(TenantId tenant) {
        return TenantScope.call(
                tenant,
                () -> Objects.requireNonNull(transaction.execute(_ -> jdbc
                        .sql("""
                        select accession_number, patient_id from imaging_order
                        where tenant_id = :tenant and priority = 'STAT' and state = 'ACTIVE' and placed_at >= :since""")
                        .param("tenant", tenant.code())
                        .param("since", Timestamp.from(clock.instant().minus(LOOKED_BACK)))
                        .query((row, _) -> new Ordered(row.getString("accession_number"), row.getString("patient_id")))
                        .list()
                        .stream()
                        .collect(Collectors.toUnmodifiableSet()))));
    }

    /** An order of the tenant was placed, revised or cancelled in the running transaction. */
    void changed(TenantId tenant) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                changes.incrementAndGet();
                known.remove(tenant);
            }
        });
    }
}
