package io.dayside.launch;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Services that run elsewhere, as the environment names them; those are not started as children.
 *
 * <p>{@code DAYSIDE_DATABASE_URL}, {@code _USERNAME}, {@code _PASSWORD}, {@code _OWNER_USERNAME},
 * {@code _OWNER_PASSWORD}; {@code DAYSIDE_REDIS_URL}; {@code DAYSIDE_KEYCLOAK_URL}, {@code _ADMIN_USERNAME},
 * {@code _ADMIN_PASSWORD}. Spring's own names ({@code SPRING_DATASOURCE_URL}, {@code SPRING_DATA_REDIS_URL},
 * {@code SPRING_DATA_REDIS_HOST}) do as well.
 */
record External(Map<String, String> environment) {

    private static final Map<String, String> PROPERTIES = Map.of(
            "DAYSIDE_DATABASE_URL", "spring.datasource.url",
            "DAYSIDE_DATABASE_USERNAME", "spring.datasource.username",
            "DAYSIDE_DATABASE_PASSWORD", "spring.datasource.password",
            "DAYSIDE_DATABASE_OWNER_USERNAME", "spring.flyway.user",
            "DAYSIDE_DATABASE_OWNER_PASSWORD", "spring.flyway.password",
            "DAYSIDE_REDIS_URL", "spring.data.redis.url",
            "DAYSIDE_KEYCLOAK_URL", "dayside.keycloak.url",
            "DAYSIDE_KEYCLOAK_ADMIN_USERNAME", "dayside.keycloak.admin-username",
            "DAYSIDE_KEYCLOAK_ADMIN_PASSWORD", "dayside.keycloak.admin-password");

    /** The services that remain for us to start. */
    Set<Services.Kind> ours() {
        Set<Services.Kind> ours = EnumSet.allOf(Services.Kind.class);
        if (has("DAYSIDE_DATABASE_URL", "SPRING_DATASOURCE_URL")) {
            ours.remove(Services.Kind.POSTGRES);
        }
        if (has("DAYSIDE_REDIS_URL", "SPRING_DATA_REDIS_URL", "SPRING_DATA_REDIS_HOST")) {
            ours.remove(Services.Kind.REDIS);
        }
        if (has("DAYSIDE_KEYCLOAK_URL")) {
            ours.remove(Services.Kind.KEYCLOAK);
        }
        return ours;
    }

    /** The settings of the others, under the names that Spring and the rooms read. */
    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        PROPERTIES.forEach((variable, property) -> {
            String value = environment.get(variable);
            if (value != null && !value.isBlank()) {
                properties.put(property, value);
            }
        });
        if (properties.containsKey("spring.datasource.url")) {
            properties.put("spring.flyway.url", properties.get("spring.datasource.url"));
        }
        return properties;
    }

    private boolean has(String... variables) {
        for (String variable : variables) {
            if (!environment.getOrDefault(variable, "").isBlank()) {
                return true;
            }
        }
        return false;
    }
}
