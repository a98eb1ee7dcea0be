package io.dayside.launch;

import java.util.Map;

/**
 * One database and the two accounts the application uses there.
 *
 * @param url JDBC address, with schema {@code dayside} first in the search path
 * @param owner owns the schema, migrates
 * @param app runs: owns nothing, cannot bypass row-level security
 */
public record DatabaseAccess(String url, Login owner, Login app) {

    /** The properties by which Spring and Flyway find this database. */
    public Map<String, String> properties() {
        return Map.of(
                "spring.datasource.url", url,
                "spring.datasource.username", app.username(),
                "spring.datasource.password", app.password(),
                "spring.flyway.url", url,
                "spring.flyway.user", owner.username(),
                "spring.flyway.password", owner.password());
    }
}
