package io.dayside.tenancy;

import io.dayside.launch.DatabaseAccess;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ClassPathBeanDefinitionScanner;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.core.type.filter.AssignableTypeFilter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import tools.jackson.databind.json.JsonMapper;

/**
 * As much of the application as the configuration files need: every room's parts and what those ask for, the database,
 * and nothing that listens or works in the background. Beans come into being when one of them is first asked for.
 */
final class ConfigurationContext implements AutoCloseable {

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    private ConfigurationContext(DatabaseAccess access) {
        var rooms = new ClassPathBeanDefinitionScanner(context);
        rooms.getBeanDefinitionDefaults().setLazyInit(true);
        rooms.addExcludeFilter(new AssignableTypeFilter(Lifecycle.class));
        rooms.addExcludeFilter(new AnnotationTypeFilter(Configuration.class));
        rooms.scan("io.dayside");
        context.registerBean(DataSource.class, () -> dataSource(access));
        context.register(Foundations.class);
        context.refresh();
    }

    static ConfigurationContext of(DatabaseAccess access) {
        return new ConfigurationContext(access);
    }

    TenantConfiguration configuration() {
        return context.getBean(TenantConfiguration.class);
    }

    @Override
    public void close() {
        context.close();
    }

    private static DataSource dataSource(DatabaseAccess access) {
        return new DriverManagerDataSource(
                access.url(), access.app().username(), access.app().password());
    }

    /** What Spring Boot provides where the whole application runs. Registered by hand, never found by a scan. */
    @EnableTransactionManagement
    static class Foundations {

        @Bean
        PlatformTransactionManager transactions(DataSource database, ObjectProvider<TenantTransactions> tenants) {
            var transactions = new JdbcTransactionManager(database);
            transactions.setTransactionExecutionListeners(List.of(tenants.getObject()));
            return transactions;
        }

        @Bean
        JdbcClient jdbc(DataSource database) {
            return JdbcClient.create(database);
        }

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }

        @Bean
        JsonMapper json() {
            return JsonMapper.builder().build();
        }
    }
}
