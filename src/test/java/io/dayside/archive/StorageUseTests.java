package io.dayside.archive;

import static io.dayside.testing.FixedHospitals.HARBOUR;
import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.audit.Actor;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.CtSlice;
import io.dayside.testing.FixedHospitals;
import io.dayside.testing.TestServices;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.test.ApplicationModuleTest;
import org.springframework.modulith.test.ApplicationModuleTest.BootstrapMode;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What each hospital has stored, without reading all of its rows again and again. */
@ApplicationModuleTest(mode = BootstrapMode.ALL_DEPENDENCIES, verifyAutomatically = false)
@Import(StorageUseTests.Parts.class)
@Timeout(300)
class StorageUseTests {

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Parts {

        @Bean
        @Primary
        Tenants fixedTenants() {
            return new FixedHospitals(Duration.ofSeconds(5));
        }
    }

    @Autowired
    private Archive archive;

    @Autowired
    private Retention retention;

    @Autowired
    private StorageUse use;

    @Autowired
    private StorageCounts counts;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void whatComesAndGoesCountsAtOnceAndAllRowsAreReadOnceADay() throws Exception {
        store(NORTHGATE, CtSlice.ofNewStudy());
        store(HARBOUR, CtSlice.ofNewStudy());
        var before = use.bytes(NORTHGATE);
        var atHarbour = use.bytes(HARBOUR);
        assertThat(before).isEqualTo(inRows(NORTHGATE));
        var countedAt = countedAt();

        var later = CtSlice.ofNewStudy();
        store(NORTHGATE, later);
        store(NORTHGATE, later.sibling(2));
        store(NORTHGATE, later.withNumber(99));
        assertThat(use.bytes(NORTHGATE)).as("what was set aside too").isEqualTo(inRows(NORTHGATE));
        assertThat(use.bytes(NORTHGATE)).isGreaterThan(before);

        assertThat(started(Clock.systemUTC()).bytes(NORTHGATE))
                .as("after a restart")
                .isEqualTo(inRows(NORTHGATE));
        delete(later);
        assertThat(use.bytes(NORTHGATE)).as("at once").isEqualTo(before).isEqualTo(inRows(NORTHGATE));
        assertThat(started(Clock.systemUTC()).bytes(NORTHGATE)).isEqualTo(before);
        assertThat(use.bytes(HARBOUR)).isEqualTo(atHarbour).isEqualTo(inRows(HARBOUR));
        assertThat(countedAt()).as("all of them were read once").isEqualTo(countedAt);
    }

    @Test
    void aDayLaterAllAreCountedAgain() throws Exception {
        store(NORTHGATE, CtSlice.ofNewStudy());
        use.bytes(NORTHGATE);
        within(
                NORTHGATE,
                () -> jdbc.sql("update storage_use set bytes = bytes + 1000000").update());
        assertThat(started(Clock.systemUTC()).bytes(NORTHGATE)).isEqualTo(inRows(NORTHGATE) + 1_000_000);

        var tomorrow = started(Clock.fixed(Instant.now().plus(Duration.ofDays(1)), ZoneOffset.UTC));
        while (tomorrow.bytes(NORTHGATE) != inRows(NORTHGATE)) {
            Thread.onSpinWait();
        }
        // Other tests live today.
        within(
                NORTHGATE,
                () -> jdbc.sql("update storage_use set counted_at = now()").update());
    }

    private StorageUse started(Clock clock) {
        return new StorageUse(counts, clock, Path.of("data"));
    }

    private void store(TenantId tenant, CtSlice slice) throws Exception {
        Actor.call(Actor.device("NG_CT1"), () -> archive.store(slice.offeredTo(tenant)));
        archive.settle(tenant);
    }

    private void delete(CtSlice slice) throws StudyKept {
        TenantScope.call(
                NORTHGATE,
                () -> Actor.call(
                        Actor.user("subject-1", "Ada Coordinator"),
                        () -> retention.delete(new StudyRef(NORTHGATE, slice.studyUid()), "asked")));
    }

    private long inRows(TenantId tenant) {
        return within(tenant, () -> jdbc.sql("""
                select (select coalesce(sum(dataset_bytes), 0) from instance)
                     + (select coalesce(sum(dataset_bytes), 0) from quarantined_instance)""").query(Long.class).single());
    }

    private Instant countedAt() {
        return within(
                NORTHGATE,
                () -> jdbc.sql("select counted_at from storage_use")
                        .query((row, _) -> row.getTimestamp(1).toInstant())
                        .single());
    }

    private <T> T within(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }
}
