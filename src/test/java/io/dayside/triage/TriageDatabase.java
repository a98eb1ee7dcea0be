package io.dayside.triage;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.Task;
import io.dayside.archive.ArchivedInstance;
import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.QuarantinedInstance;
import io.dayside.archive.Studies;
import io.dayside.archive.StudyRef;
import io.dayside.audit.AuditEvent;
import io.dayside.intake.Order;
import io.dayside.intake.Orders;
import io.dayside.launch.DatabaseAccess;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.testing.TestServices;
import io.dayside.triage.TriageFixtures.MemoryArchive;
import io.dayside.triage.TriageFixtures.OneHospital;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** Triage on a fresh database, as the runtime role and with real background work. */
final class TriageDatabase implements AutoCloseable {

    private final TransactionAwareDataSourceProxy dataSource;
    private final MemoryArchive archive = new MemoryArchive();
    private final List<AuditEvent> trail = new CopyOnWriteArrayList<>();
    private final List<StudyAssessed> announced = new CopyOnWriteArrayList<>();
    private final Set<StudyRef> statStudies = ConcurrentHashMap.newKeySet();
    private final JdbcClient jdbc;
    private final ScopedTransactions transaction;
    private final Inferences inferences;
    private final Triage triage;
    private final AssessmentOrder order;
    private final RaisedAssessments raised;

    TriageDatabase() {
        DatabaseAccess access = TestServices.freshDatabase();
        List.of("base", "triage").forEach(room -> migrate(access, room));
        var runtime = new PGSimpleDataSource();
        runtime.setUrl(access.url());
        runtime.setUser(access.app().username());
        runtime.setPassword(access.app().password());
        dataSource = new TransactionAwareDataSourceProxy(runtime);
        jdbc = JdbcClient.create(dataSource);
        transaction = new ScopedTransactions(new DataSourceTransactionManager(runtime), jdbc);
        inferences = new Inferences(archive, new OneHospital(), new Models(), transaction);
        var beans = new StaticListableBeanFactory();
        beans.addBean(
                "scheduler",
                SchedulerClient.Builder.create(dataSource)
                        .serializer(new Json())
                        .enablePriority()
                        .build());
        var rows = new AssessmentRows(jdbc, Clock.systemUTC());
        var orders = new StatOrdersOnly(statStudies);
        order = new AssessmentOrder(jdbc, rows, orders, Clock.systemUTC());
        raised = new RaisedAssessments(orders, new StatStudies(statStudies), order);
        triage = new Triage(
                rows,
                order,
                inferences,
                beans.getBeanProvider(SchedulerClient.class),
                transaction,
                trail::add,
                event -> announced.add((StudyAssessed) event),
                Clock.systemUTC());
    }

    private static void migrate(DatabaseAccess access, String room) {
        Flyway.configure()
                .dataSource(
                        access.url(), access.owner().username(), access.owner().password())
                .locations("classpath:db/migration/" + room)
                .table("flyway_" + room)
                .defaultSchema("dayside")
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load()
                .migrate();
    }

    AssessmentOrder order() {
        return order;
    }

    /** One node's background work, not yet started. */
    Scheduler node() {
        Task<?> task = new AssessmentTask().assessStudy(triage, order, Clock.systemUTC());
        return Scheduler.create(dataSource, List.of(task))
                .pollingInterval(Duration.ofMillis(50))
                .heartbeatInterval(Duration.ofSeconds(1))
                .missedHeartbeatsLimit(4)
                .threads(2)
                .enablePriority()
                .serializer(new Json())
                .build();
    }

    <T> T seeing(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> {
            T result = transaction.execute(_ -> work.get());
            if (result == null) {
                throw new IllegalStateException("nothing came back");
            }
            return result;
        });
    }

    /** Says that the study's order is STAT. */
    void isStat(StudyRef study) {
        statStudies.add(study);
    }

    /** Of the order that {@link #isStat} gives to the study. */
    static UUID orderOf(StudyRef study) {
        return UUID.nameUUIDFromBytes(study.studyInstanceUid().getBytes(StandardCharsets.UTF_8));
    }

    RaisedAssessments raised() {
        return raised;
    }

    /** All under one accession number, as if it had been used again and again. */
    private record StatStudies(Set<StudyRef> stat) implements Studies {

        @Override
        public List<ArchivedStudy> withAccession(TenantId tenant, String accessionNumber) {
            return stat.stream()
                    .filter(study -> study.tenant().equals(tenant))
                    .map(study -> TriageFixtures.study(study, "CT", "HEAD", ""))
                    .toList();
        }

        @Override
        public List<ArchivedStudy> newest(@Nullable ArchivedStudy before, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<ArchivedStudy> all(Collection<StudyRef> wanted) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<ArchivedInstance> instance(TenantId tenant, String sopInstanceUid) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Map<TenantId, Instant> lastReceived(Set<TenantId> tenants) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<QuarantinedInstance> quarantined(int limit) {
            throw new UnsupportedOperationException();
        }
    }

    private record StatOrdersOnly(Set<StudyRef> stat) implements Orders {

        @Override
        public Optional<Order> find(TenantId tenant, UUID id) {
            return stat.stream()
                    .filter(study -> study.tenant().equals(tenant))
                    .map(StatOrdersOnly::order)
                    .filter(order -> order.id().equals(id))
                    .findFirst();
        }

        @Override
        public Optional<Order> byAccession(TenantId tenant, String accessionNumber) {
            throw new UnsupportedOperationException("triage asks for the orders of studies");
        }

        @Override
        public Optional<Order> of(StudyRef study) {
            return stat.contains(study) ? Optional.of(order(study)) : Optional.empty();
        }

        private static Order order(StudyRef study) {
            return new Order(
                    study.tenant(),
                    orderOf(study),
                    "A1",
                    "",
                    Priority.STAT,
                    "CT head",
                    "",
                    "",
                    "P1",
                    "Doe^Jo",
                    null,
                    "F",
                    0,
                    Instant.EPOCH);
        }
    }

    Triage triage() {
        return triage;
    }

    MemoryArchive archive() {
        return archive;
    }

    List<AuditEvent> trail() {
        return trail;
    }

    List<StudyAssessed> announced() {
        return announced;
    }

    JdbcClient jdbc() {
        return jdbc;
    }

    @Override
    public void close() {
        inferences.close();
    }

    /** Tells the database which tenants the bound scope may see, as the application's transactions do. */
    private static final class ScopedTransactions extends TransactionTemplate {

        private static final long serialVersionUID = 1;

        private final transient JdbcClient jdbc;

        ScopedTransactions(DataSourceTransactionManager manager, JdbcClient jdbc) {
            super(manager);
            this.jdbc = jdbc;
            setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRED);
        }

        @Override
        public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
            return super.execute((TransactionStatus status) -> {
                String tenants = TenantScope.current().orElse(Set.of()).stream()
                        .map(TenantId::code)
                        .collect(Collectors.joining(",", "{", "}"));
                jdbc.sql("select set_config('dayside.tenants', :tenants, true)")
                        .param("tenants", tenants)
                        .query(String.class)
                        .single();
                return action.doInTransaction(status);
            });
        }
    }

    private static final class Json implements Serializer {

        private final JsonMapper json = new JsonMapper();

        @Override
        public byte[] serialize(@Nullable Object data) {
            return json.writeValueAsBytes(data);
        }

        @Override
        @SuppressWarnings("NullAway") // the library hands out "no data" as null
        public <T> T deserialize(Class<T> type, byte @Nullable [] serialized) {
            return serialized == null ? null : json.readValue(serialized, type);
        }
    }
}
