package io.dayside.reading;

import static io.dayside.reading.ReadingDoubles.caller;

import io.dayside.archive.StudyRef;
import io.dayside.audit.Actor;
import io.dayside.cases.CaseId;
import io.dayside.cases.Cases;
import io.dayside.identity.Caller;
import io.dayside.identity.Role;
import io.dayside.intake.StudyCompleted;
import io.dayside.reading.ReadingDoubles.Arrived;
import io.dayside.reading.ReadingDoubles.LateArrivals;
import io.dayside.reading.ReadingDoubles.People;
import io.dayside.routing.LeaseOutcome;
import io.dayside.routing.Leases;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.triage.Assessment;
import io.dayside.triage.ModelFinding;
import io.dayside.triage.Severity;
import io.dayside.triage.StudyAssessed;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Brings studies to the reading room the way they really come: completed, made a case, assessed, held. */
final class ReadingFixture {

    static final String UNCOMPRESSED = "1.2.840.10008.1.2.1";
    static final String JPEG_2000 = "1.2.840.10008.1.2.4.90";

    final People people;
    final Leases leases;
    final Cases cases;
    final ReadingRoom room;
    private final Arrived arrived;
    private final LateArrivals late;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transactions;
    private final JdbcClient jdbc;

    ReadingFixture(ApplicationContext context) {
        people = context.getBean(People.class);
        leases = context.getBean(Leases.class);
        cases = context.getBean(Cases.class);
        room = context.getBean(ReadingRoom.class);
        arrived = context.getBean(Arrived.class);
        late = context.getBean(LateArrivals.class);
        transactions = context.getBean(TransactionTemplate.class);
        jdbc = context.getBean(JdbcClient.class);
        events = context;
    }

    /** A case with one flagged finding at slice 14 and one below the threshold at slice 3, ready to be read. */
    CaseId ready(TenantId tenant, String transferSyntax) {
        var study = new StudyRef(
                tenant, "2.25." + new BigInteger(Ids.next().toString().replace("-", ""), 16));
        var findings = List.of(Arrived.finding(study, 14, 0.94, true), Arrived.finding(study, 3, 0.12, false));
        arrived.arrive(study, Priority.STAT, transferSyntax, findings);
        return Actor.call(
                Actor.system("test"),
                () -> TenantScope.call(
                        tenant,
                        () -> inTransaction(() -> {
                            events.publishEvent(new StudyCompleted(study, 1, Instant.now()));
                            events.publishEvent(new StudyAssessed(
                                    study,
                                    Assessment.Status.DONE,
                                    0.94,
                                    Severity.CRITICAL,
                                    "intracranial haemorrhage"));
                            return cases.of(study).orElseThrow().id();
                        })));
    }

    /** Such a case, held by {@code username}, who is calling from now on. */
    CaseId held(String username) {
        var id = ready(ReadingDoubles.NORTHGATE, UNCOMPRESSED);
        take(id, username);
        return id;
    }

    void take(CaseId id, String username) {
        people.call(specialist(username));
        if (!(leases.take(id, username) instanceof LeaseOutcome.Held)) {
            throw new IllegalStateException("the case could not be taken");
        }
    }

    static Caller specialist(String username) {
        return caller(username, Role.SPECIALIST, ReadingDoubles.NORTHGATE, ReadingDoubles.HARBOUR);
    }

    /** Another picture of the case's study comes, or one that came before is told of only now. */
    void receive(CaseId id, Instant at) {
        late.receive(cases.find(id).orElseThrow().study(), at);
    }

    /** Does everything that signing asks for. */
    void finish(CaseId id) {
        room.judge(id, flagged(id).id(), new Judgement.Accepted());
        room.framesWhole(id, ReadingDoubles.SLICES);
        room.saveDraft(id, "Right frontal haemorrhage.", "Acute haemorrhage.");
    }

    ModelFinding flagged(CaseId id) {
        return room.open(id).claims().getFirst().finding();
    }

    ModelFinding belowThreshold(CaseId id) {
        return room.open(id).claims().get(1).finding();
    }

    <T> T inTransaction(Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(_ -> work.get()));
    }

    /** How many entries of the trail say this of the case. */
    int trailed(CaseId id, String action) {
        return inTransaction(() -> jdbc.sql(
                        "select count(*) from audit_event where tenant_id = :tenant and object = :object and action = :action")
                .param("tenant", id.tenant().code())
                .param("object", "case:" + id.id())
                .param("action", action)
                .query(Integer.class)
                .single());
    }

    CaseId unknown() {
        return new CaseId(ReadingDoubles.NORTHGATE, UUID.fromString("00000000-0000-7000-8000-00000000dead"));
    }
}
