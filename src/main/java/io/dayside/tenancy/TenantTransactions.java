package io.dayside.tenancy;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/** Tells the database, at the beginning of each transaction and for that transaction only, which tenants it may see. */
@Component
class TenantTransactions implements TransactionExecutionListener {

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
        visible().ifPresent(this::announce);
    }

    private Optional<Set<TenantId>> visible() {
        return TenantScope.current()
                .or(() -> Optional.ofNullable(caller.getIfAvailable()).flatMap(CallerTenants::ofCaller));
    }

    private void announce(Set<TenantId> tenants) {
        JdbcClient.create(dataSource.getObject())
                .sql("select set_config('dayside.tenants', :tenants, true)")
                .param("tenants", arrayLiteral(tenants))
                .query(String.class)
                .single();
    }

    private static String arrayLiteral(Set<TenantId> tenants) {
        return tenants.stream().map(TenantId::code).sorted().collect(Collectors.joining(",", "{", "}"));
    }
}
