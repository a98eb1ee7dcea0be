package io.dayside.tenancy;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** Tells the database, at the beginning of each transaction and for that transaction only, which tenants it may see. */
@Component
class TenantTransactions implements TransactionExecutionListener {

    private static final Logger log = LoggerFactory.getLogger(TenantTransactions.class);

    private static final String TENANTS = "select set_config('dayside.tenants', :tenants, true)";

    /** One question, since each costs a way to the database and back. */
    private static final String TENANTS_AND_QUICK_COMMIT = TENANTS + ", set_config('synchronous_commit', 'off', true)";

    private final ObjectProvider<DataSource> dataSource;
    private final ObjectProvider<CallerTenants> caller;

    TenantTransactions(ObjectProvider<DataSource> dataSource, ObjectProvider<CallerTenants> caller) {
        this.dataSource = dataSource;
        this.caller = caller;
    }

    @Override
    public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
        if (failure != null || !transaction.isNewTransaction()) {
            return;
        }
        visible().ifPresent(tenants -> announceOrGiveUp(tenants, transaction));
    }

    /**
     * An exception from here would leave the transaction bound to its thread and the connection out of the pool, for
     * ever. Without it no tenant's row can be read, and a broken connection fails the first statement, which ends the
     * transaction in order.
     */
    private void announceOrGiveUp(Set<TenantId> tenants, TransactionExecution transaction) {
        try {
            announce(tenants);
        } catch (DataAccessException e) {
            transaction.setRollbackOnly();
            log.warn("a transaction could not be told its tenants and sees none: {}", e.toString());
        }
    }

    /** Tenants of the scope, or of the caller; empty where there is neither. */
    Optional<Set<TenantId>> visible() {
        return TenantScope.current()
                .or(() -> Optional.ofNullable(caller.getIfAvailable()).flatMap(CallerTenants::ofCaller));
    }

    private void announce(Set<TenantId> tenants) {
        JdbcClient.create(dataSource.getObject())
                .sql(QuickCommit.isBound() ? TENANTS_AND_QUICK_COMMIT : TENANTS)
                .param("tenants", arrayLiteral(tenants))
                .query((_, _) -> true)
                .single();
    }

    static String arrayLiteral(Set<TenantId> tenants) {
        return tenants.stream().map(TenantId::code).sorted().collect(Collectors.joining(",", "{", "}"));
    }
}
