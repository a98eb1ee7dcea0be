package io.dayside.priors;

import static io.dayside.testing.FixedHospitals.NORTHGATE;
import static org.assertj.core.api.Assertions.assertThat;

import io.dayside.archive.Archive;
import io.dayside.archive.ReceivedInstance;
import io.dayside.archive.SpareRoom;
import io.dayside.archive.StoreOutcome;
import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.dicom.data.UID;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantConfiguration;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import io.dayside.testing.CtSlice;
import io.dayside.testing.FixedHospitals;
import io.dayside.testing.TestServices;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** What tests of priors begin with and look at. */
abstract class PriorsStand {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        TestServices.register(registry);
        registry.add("dayside.tenant-config", () -> "");
    }

    @Autowired
    Archive archive;

    @Autowired
    Priors priors;

    @Autowired
    PriorsRows rows;

    @Autowired
    PriorsRules rules;

    @Autowired
    SpareRoom room;

    @Autowired
    PriorsController page;

    @Autowired
    Tenants tenants;

    @Autowired
    TenantConfiguration configuration;

    @Autowired
    PriorsRooms.Completed completed;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionTemplate transaction;

    @TempDir
    Path folder;

    @AfterEach
    void noRule() {
        within(NORTHGATE, () -> {
            rules.remove(NORTHGATE);
            return true;
        });
        ((FixedHospitals) tenants).setDestinations(NORTHGATE);
    }

    void askPacsAt(int port, int most) {
        ((FixedHospitals) tenants)
                .setDestinations(NORTHGATE, new Hospital.Destination("NG_PACS", "127.0.0.1", port, List.of()));
        within(NORTHGATE, () -> {
            rules.keep(NORTHGATE, new PriorsRule("NG_PACS", most, 5));
            return true;
        });
    }

    StoreOutcome store(String sender, PacsObject object) {
        try {
            return Actor.call(
                    Actor.device(sender),
                    () -> archive.store(new ReceivedInstance(
                            NORTHGATE,
                            "MAIN",
                            sender,
                            UID.CTImageStorage,
                            object.sop(),
                            UID.ExplicitVRLittleEndian,
                            new ByteArrayInputStream(object.encoded()))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void sendToRead(CtSlice slice) throws IOException {
        assertThat(Actor.call(Actor.device("NG_CT1"), () -> archive.store(slice.offeredTo(NORTHGATE))))
                .isInstanceOf(StoreOutcome.Stored.class);
    }

    static StudyRef ref(CtSlice slice) {
        return new StudyRef(NORTHGATE, slice.studyUid());
    }

    int held(String study) {
        return within(NORTHGATE, () -> archive.instances(new StudyRef(NORTHGATE, study)))
                .size();
    }

    String searchState(CtSlice slice) {
        return within(
                NORTHGATE, () -> rows.search(ref(slice)).orElseThrow().state().name());
    }

    int trailed(AuditAction action, String study) {
        return count("select count(*) from audit_event where tenant_id = :tenant and action = '" + action
                + "' and object = 'study:" + study + "'");
    }

    int count(String sql) {
        return within(
                NORTHGATE,
                () -> Objects.requireNonNull(transaction.execute(_ -> jdbc.sql(sql)
                        .param("tenant", "northgate")
                        .query(Integer.class)
                        .single())));
    }

    static <T> T within(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, work::get);
    }

    static <T> T as(TenantId tenant, Supplier<T> work) {
        var caller = new Caller("subject", "coord", "Coordinator", Set.of(Role.COORDINATOR), Set.of(tenant));
        return ScopedValue.where(PriorsRooms.Telephone.CALLING, caller).call(work::get);
    }

    static void await(Supplier<Boolean> condition) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.get()) {
            assertThat(System.nanoTime()).as("waited in vain").isLessThan(end);
            Thread.sleep(100);
        }
    }
}
