package io.dayside.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.launch.Services.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExternalTests {

    @Test
    void withoutSettingsEveryServiceIsOurs() {
        assertThat(new External(Map.of("PATH", "/bin")).ours()).containsExactly(Kind.values());
        assertThat(new External(Map.of("DAYSIDE_REDIS_URL", " ")).ours()).containsExactly(Kind.values());
    }

    @ParameterizedTest
    @CsvSource({
        "DAYSIDE_DATABASE_URL, POSTGRES",
        "SPRING_DATASOURCE_URL, POSTGRES",
        "DAYSIDE_REDIS_URL, REDIS",
        "SPRING_DATA_REDIS_URL, REDIS",
        "SPRING_DATA_REDIS_HOST, REDIS",
        "DAYSIDE_KEYCLOAK_URL, KEYCLOAK",
    })
    void aServiceNamedByTheEnvironmentIsNotStarted(String variable, Kind kind) {
        assertThat(new External(Map.of(variable, "somewhere")).ours())
                .hasSize(Kind.values().length - 1)
                .doesNotContain(kind);
    }

    @Test
    void settingsReachTheApplicationUnderItsOwnNames() {
        var external = new External(Map.of(
                "DAYSIDE_DATABASE_URL", "jdbc:postgresql://db/dayside?currentSchema=dayside,public",
                "DAYSIDE_DATABASE_OWNER_USERNAME", "owner",
                "DAYSIDE_KEYCLOAK_ADMIN_PASSWORD", "secret"));
        assertThat(external.properties())
                .containsEntry("spring.datasource.url", "jdbc:postgresql://db/dayside?currentSchema=dayside,public")
                .containsEntry("spring.flyway.url", "jdbc:postgresql://db/dayside?currentSchema=dayside,public")
                .containsEntry("spring.flyway.user", "owner")
                .containsEntry("dayside.keycloak.admin-password", "secret")
                .hasSize(4);
    }
}
