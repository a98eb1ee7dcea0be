package io.dayside;

import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationState;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Each room keeps its migrations in {@code db/migration/<room>} and their history in {@code flyway_<room>}, so that rooms
 * number theirs independently. They run as the owner role, in the order of dependency.
 */
@Configuration(proxyBeanMethods = false)
class ModuleMigrations {

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
            "routing",
            "priors",
            "reading",
            "delivery");

    @Bean
    FlywayMigrationStrategy roomByRoom() {
        return flyway -> ROOMS.forEach(room -> migrate(flyway, room));
    }

    private static void migrate(Flyway flyway, String room) {
        var settings = Flyway.configure()
                .configuration(flyway.getConfiguration())
                .locations("classpath:db/migration/" + room)
                .table("flyway_" + room)
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .failOnMissingLocations(true);
        settings.outOfOrder(isLate(settings.load())).load().migrate();
    }

    /** Work on one room goes on side by side: a lower number may come to a database after a higher one. */
    private static boolean isLate(Flyway room) {
        return Arrays.stream(room.info().all()).anyMatch(one -> one.getState() == MigrationState.IGNORED);
    }
}
