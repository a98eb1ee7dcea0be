package io.dayside.audit;

import io.dayside.launch.DatabaseAccess;
import io.dayside.tenancy.TenantId;
import io.dayside.testing.TestServices;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** A fresh database with the trail's tables, written to as the runtime role. */
final class AuditDatabase {

    private final DatabaseAccess access = TestServices.freshDatabase();
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditTrail trail;

    AuditDatabase() {
        for (var room : List.of("base", "audit")) {
            Flyway.configure()
                    .dataSource(
                            access.url(),
                            access.owner().username(),
                            access.owner().password())
                    .locations("classpath:db/migration/" + room)
                    .table("flyway_" + room)
                    .defaultSchema("dayside")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .load()
                    .migrate();
        }
        var dataSource = new PGSimpleDataSource();
        dataSource.setUrl(access.url());
        dataSource.setUser(access.app().username());
        dataSource.setPassword(access.app().password());
        jdbc = JdbcClient.create(dataSource);
        transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
        var clock = Clock.fixed(Instant.parse("2026-11-24T08:00:00.123456789Z"), ZoneOffset.UTC);
        trail = new HashLinkedTrail(
                new ChainWriter(jdbc, new JsonMapper(), clock),
                new StaticListableBeanFactory().getBeanProvider(CallerActor.class));
    }

    /** Runs {@code work} in one transaction that sees {@code tenants}. */
    void inTransaction(List<TenantId> tenants, Runnable work) {
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("select set_config('dayside.tenants', :tenants, true)")
                    .param(
                            "tenants",
                            "{"
                                    + String.join(
                                            ",",
                                            tenants.stream().map(TenantId::code).toList()) + "}")
                    .query(String.class)
                    .single();
            work.run();
        });
    }

    AuditTrail trail() {
        return trail;
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    List<TrailVerifier.Proof> verify(TrailVerifier.KnownHead... known) throws SQLException {
        try (var connection = asApp()) {
            connection.setAutoCommit(false);
            return new TrailVerifier(connection).verify(List.of(known));
        }
    }

    /** What somebody with the tables' ownership can do, row-level security switched off. */
    void tamper(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        access.url(), access.owner().username(), access.owner().password());
                var statement = connection.createStatement()) {
            for (var table : List.of("audit_event", "audit_detail", "audit_head")) {
                statement.execute("alter table " + table + " no force row level security");
            }
            statement.execute(sql);
        }
    }

    private Connection asApp() throws SQLException {
        return DriverManager.getConnection(
                access.url(), access.app().username(), access.app().password());
    }
}
