package io.dayside;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Each room keeps its migrations in {@code db/migration/<room>} and their history in {@code flyway_<room>}, so that rooms
 * number theirs independently. They run as the owner role, in the order of dependency.
 */
@Configuration(proxyBeanMethods = false)
class ModuleMigrations {

    /** One for the migrations, one for their history, and some that a migration of ours may need. */
    private static final int MOST_CONNECTIONS = 4;

    private static final int LOGIN_SECONDS = 10;

    /** {@code base} holds what every room's tables build on. */
    static final List<String> ROOMS = List.of(
            "base",
            "tenancy",
            "audit",
            "identity",
            "archive",
            "intake",
            "triage",
            "cases",
            "sla",
            "workforce",
            "collaboration",
            "routing",
            "notices",
            "critical",
            "priors",
            "reading",
            "vetting",
            "delivery");

    @Bean
    FlywayMigrationStrategy roomByRoom() {
        return flyway -> {
            try (var connections = new HikariDataSource()) {
                // Kept from room to room, since each log-in costs more than most rooms' work.
                connections.setDataSource(
                        withLoginTimeout(flyway.getConfiguration().getDataSource()));
                connections.setMaximumPoolSize(MOST_CONNECTIONS);
                connections.setMinimumIdle(0);
                var common = Flyway.configure()
                        .configuration(flyway.getConfiguration())
                        .dataSource(connections);
                // One after the other: Flyway shares what it has found on the class path, and not safely between
                // threads.
                ROOMS.stream()
                        .filter(room -> !isUpToDate(of(room, common)))
                        .toList()
                        .forEach(room -> migrate(of(room, common)));
            }
        };
    }

    /** The pool asks for one, and complains at each start where it cannot have it. */
    private static DataSource withLoginTimeout(DataSource database) {
        return new DelegatingDataSource(database) {
            @Override
            public int getLoginTimeout() {
                return LOGIN_SECONDS;
            }

            @Override
            public void setLoginTimeout(int seconds) {
                // It stays as it is.
            }
        };
    }

    private static FluentConfiguration of(String room, FluentConfiguration common) {
        return Flyway.configure()
                .configuration(common)
                .locations("classpath:db/migration/" + room)
                .table("flyway_" + room)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .failOnMissingLocations(true);
    }

    private static boolean isUpToDate(FluentConfiguration room) {
        return room.load().validateWithResult().validationSuccessful;
    }

    private static void migrate(FluentConfiguration room) {
        room.outOfOrder(isLate(room.load())).load().migrate();
    }

    /** Work on one room goes on side by side: a lower number may come to a database after a higher one. */
    private static boolean isLate(Flyway room) {
        return Arrays.stream(room.info().all()).anyMatch(one -> one.getState() == MigrationState.IGNORED);
    }
}
