package io.dayside.tenancy;

import com.zaxxer.hikari.HikariDataSource;
import io.dayside.launch.DatabaseAccess;
import io.dayside.testing.TestServices;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A fresh database with some rooms' tables, used by the runtime role through a pool as small as asked for. */
final class TenancyDatabase implements AutoCloseable {

    final DatabaseAccess access = TestServices.freshDatabase();
    final HikariDataSource pool = new HikariDataSource();
    final AtomicReference<CallerTenants> caller = new AtomicReference<>(Optional::empty);
    final JdbcClient jdbc;
    final JdbcTransactionManager transactions;

    TenancyDatabase(int connections, List<String> rooms) {
        rooms.forEach(this::migrate);
        pool.setJdbcUrl(access.url());
        pool.setUsername(access.app().username());
        pool.setPassword(access.app().password());
        pool.setMaximumPoolSize(connections);
        jdbc = JdbcClient.create(pool);
        transactions = new JdbcTransactionManager(pool);
        transactions.setTransactionExecutionListeners(List.of(listener()));
    }

    TransactionTemplate transaction() {
        return new TransactionTemplate(transactions);
    }

    TenantQuestions questions() {
        return new TenantQuestions(listener(), pool);
    }

    @Override
    public void close() {
        pool.close();
    }

    private TenantTransactions listener() {
        var beans = new StaticListableBeanFactory();
        beans.addBean("pool", pool);
        beans.addBean("caller", (CallerTenants) () -> caller.get().ofCaller());
        return new TenantTransactions(
                beans.getBeanProvider(DataSource.class), beans.getBeanProvider(CallerTenants.class));
    }

    private void migrate(String room) {
        Flyway.configure()
                .dataSource(
                        access.url(), access.owner().username(), access.owner().password())
                .locations("classpath:db/migration/" + room)
                .table("flyway_" + room)
                .defaultSchema("dayside")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }
}
