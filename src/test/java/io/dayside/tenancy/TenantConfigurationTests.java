package io.dayside.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;

class TenantConfigurationTests {

    @TempDir
    private Path folder = Path.of("");

    private final TenancyDatabase database = new TenancyDatabase(2, List.of("base", "tenancy"));
    private final List<TenantConfigured> published = new ArrayList<>();
    private final HospitalRows rows = new HospitalRows(database.jdbc, Clock.systemUTC());
    private final ConfiguredTenants tenants = new ConfiguredTenants(rows);
    private final TenantConfiguration configuration = configuration();

    @BeforeEach
    void copyTheDemoHospitals() throws IOException {
        for (var name : List.of("northgate.yaml", "harbour.yaml", "alpenblick.yaml")) {
            Files.copy(Path.of("tenant-config", name), folder.resolve(name));
        }
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void planChangesNothing() throws InvalidConfiguration {
        assertThat(configuration.plan(folder)).hasSize(3).allMatch(line -> line.contains("is taken into service"));

        assertThat(rows.inService()).isEmpty();
        assertThat(rows.version()).isZero();
        assertThat(published).isEmpty();
    }

    @Test
    void applyingTwiceChangesNothingMore() throws InvalidConfiguration {
        configuration.apply(folder);
        tenants.reload();

        assertThat(configuration.apply(folder)).isEmpty();
        assertThat(rows.version()).isOne();
        assertThat(published).hasSize(3);
        assertThat(tenants.byCalledAeTitle("HARBOUR"))
                .hasValueSatisfying(hospital -> assertThat(hospital.id().code()).isEqualTo("harbour"));
        assertThat(facilitiesOf("northgate")).containsExactly("NGJ", "NGM");
    }

    @Test
    void aChangeIsToldInWordsAndPublishedForItsHospital() throws IOException, InvalidConfiguration {
        configuration.apply(folder);
        published.clear();
        replace("harbour.yaml", "urgent: 4h", "urgent: 3h");

        assertThat(configuration.apply(folder))
                .containsExactly("hospital harbour: turnaround.URGENT: PT4H becomes PT3H");
        assertThat(published)
                .containsExactly(
                        new TenantConfigured(new TenantId("harbour"), List.of("turnaround.URGENT: PT4H becomes PT3H")));
    }

    @Test
    void aHospitalWithoutFileLeavesServiceAndComesBack() throws IOException, InvalidConfiguration {
        configuration.apply(folder);
        var file = Files.readString(folder.resolve("harbour.yaml"));
        Files.delete(folder.resolve("harbour.yaml"));

        assertThat(configuration.apply(folder)).containsExactly("hospital harbour: is taken out of service");
        tenants.reload();
        assertThat(tenants.byCalledAeTitle("HARBOUR")).isEmpty();

        Files.writeString(folder.resolve("harbour.yaml"), file);
        assertThat(configuration.apply(folder))
                .containsExactly("hospital harbour: is taken into service as Harbour Clinic");
    }

    @Test
    void oneMistakeAppliesNothing() throws IOException {
        replace("northgate.yaml", "zone: America/New_York", "zone: New York");
        Files.writeString(folder.resolve("what.yaml"), "kind: Spaceship\n");

        assertThatThrownBy(() -> configuration.apply(folder))
                .isInstanceOfSatisfying(
                        InvalidConfiguration.class,
                        invalid -> assertThat(invalid.problems())
                                .containsExactly(
                                        "northgate.yaml document 1: facilities[0].zone: must be a time zone such as"
                                                + " Europe/Zurich",
                                        "northgate.yaml document 1: facilities[1].zone: must be a time zone such as"
                                                + " Europe/Zurich",
                                        "what.yaml document 1: kind 'Spaceship' is unknown"));
        assertThat(rows.inService()).isEmpty();
    }

    private List<String> facilitiesOf(String tenant) {
        return TenantScope.call(
                new TenantId(tenant),
                () -> database.transaction()
                        .execute(_ -> database.jdbc
                                .sql("select code from facility order by code")
                                .query(String.class)
                                .list()));
    }

    private void replace(String file, String from, String to) throws IOException {
        var text = Files.readString(folder.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(folder.resolve(file), text.replace(from, to));
    }

    private TenantConfiguration configuration() {
        ApplicationEventPublisher events = event -> {
            if (event instanceof TenantConfigured configured) {
                published.add(configured);
            }
        };
        return new TenantConfiguration(
                new HospitalPart(rows, events),
                new StaticListableBeanFactory().getBeanProvider(ConfigurationPart.class),
                database.transactions,
                rows);
    }
}
