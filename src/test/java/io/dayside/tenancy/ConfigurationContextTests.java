package io.dayside.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationContextTests {

    private static final Path DEMO = Path.of("tenant-config");

    @Test
    void theFilesOfEveryRoomAreAppliedWithTheDatabaseAlone() throws InvalidConfiguration {
        try (var database = new TenancyDatabase(
                        1,
                        List.of(
                                "base",
                                "tenancy",
                                "audit",
                                "identity",
                                "workforce",
                                "archive",
                                "priors",
                                "cases",
                                "collaboration",
                                "sla",
                                "routing",
                                "notices",
                                "critical",
                                "vetting"));
                var context = ConfigurationContext.of(database.access)) {
            var planned = context.configuration().plan(DEMO);
            assertThat(planned)
                    .contains("hospital harbour: is taken into service as Harbour Clinic")
                    .contains("person coord.harbour: becomes COORDINATOR of harbour")
                    .anyMatch(line -> line.startsWith("specialist okafor"));

            assertThat(context.configuration().apply(DEMO)).isEqualTo(planned);

            assertThat(context.configuration().plan(DEMO)).isEmpty();
            assertThat(TenantScope.call(
                            new TenantId("harbour"),
                            () -> database.transaction()
                                    .<List<String>>execute(_ -> database.jdbc
                                            .sql("select action from audit_event")
                                            .query((row, _) -> row.getString(1))
                                            .list())))
                    .isNotEmpty()
                    .as("a privilege is told to the hospital that it is about")
                    .containsOnly("TENANT_CONFIGURED", "CREDENTIAL_CHANGED");
        }
    }
}
