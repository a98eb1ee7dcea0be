package io.dayside.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is left of a transaction whose connection breaks as it begins. */
class TenantTransactionsTests {

    private final AtomicInteger open = new AtomicInteger();

    @Test
    void aConnectionThatBreaksAtTheBeginningGoesBackAndLeavesTheThreadFree() {
        var broken = brokenDataSource();
        var manager = new JdbcTransactionManager(broken);
        var beans = new StaticListableBeanFactory();
        beans.addBean("dataSource", broken);
        manager.setTransactionExecutionListeners(List.of(new TenantTransactions(
                beans.getBeanProvider(DataSource.class), beans.getBeanProvider(CallerTenants.class))));
        var transaction = new TransactionTemplate(manager);
        var northgate = new TenantId("northgate");

        assertThatThrownBy(() -> TenantScope.run(
                        northgate,
                        () -> transaction.executeWithoutResult(_ -> new JdbcTemplate(broken).execute("select 1"))))
                .isInstanceOf(DataAccessException.class);

        assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                .as("a transaction is bound to the thread")
                .isFalse();
        assertThat(open).as("connections that never came back").hasValue(0);
    }

    /** Hands out connections on which no statement can be made. */
    private DataSource brokenDataSource() {
        return new AbstractDataSource() {
            @Override
            public Connection getConnection() {
                open.incrementAndGet();
                return brokenConnection();
            }

            @Override
            public Connection getConnection(String username, String password) {
                return getConnection();
            }
        };
    }

    private Connection brokenConnection() {
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "prepareStatement", "createStatement" -> throw new SQLException("broken", "08006");
                    case "close" -> {
                        open.decrementAndGet();
                        yield null;
                    }
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> Objects.requireNonNull(arguments)[0] == proxy;
                    case "getAutoCommit" -> true;
                    case "isReadOnly", "isClosed" -> false;
                    case "getTransactionIsolation" -> Connection.TRANSACTION_READ_COMMITTED;
                    default -> null;
                });
    }
}
