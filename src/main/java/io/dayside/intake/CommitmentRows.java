package io.dayside.intake;

import io.dayside.dicom.service.CommitmentRequest;
import io.dayside.dicom.service.ReferencedInstance;
import io.dayside.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code commitment}. Every method joins the running transaction. */
@Repository
class CommitmentRows {

    private final JdbcClient jdbc;
    private final Clock clock;

    CommitmentRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Adds a request, or begins anew one of the same transaction that has ended. False while that has not. */
    boolean begin(TenantId tenant, UUID id, String sender, CommitmentRequest request) {
        return jdbc.sql("""
                        insert into commitment (tenant_id, id, sender, transaction_uid, state, sop_class_uids,
                                                sop_instance_uids, requested_at, changed_at)
                        values (:tenant, :id, :sender, :transaction, 'REQUESTED', :classes, :instances, :now, :now)
                        on conflict (tenant_id, sender, transaction_uid) do update
                        set state = excluded.state, sop_class_uids = excluded.sop_class_uids,
                            sop_instance_uids = excluded.sop_instance_uids, failure_reasons = '{}', tries = 0,
                            refusals = 0, last_problem = '', requested_at = excluded.requested_at,
                            changed_at = excluded.changed_at
                        where commitment.state in ('REPORTED', 'GIVEN_UP')""")
                        .param("tenant", tenant.code())
                        .param("id", id)
                        .param("sender", sender)
                        .param("transaction", request.transactionUid())
                        .param("classes", uids(request, ReferencedInstance::sopClassUid))
                        .param("instances", uids(request, ReferencedInstance::sopInstanceUid))
                        .param("now", Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    private static String[] uids(CommitmentRequest request, Function<ReferencedInstance, String> uid) {
        return request.instances().stream().map(uid).toArray(String[]::new);
    }

    Optional<Commitment> find(TenantId tenant, UUID id) {
        return jdbc.sql("select * from commitment where tenant_id = :tenant and id = :id")
                .param("tenant", tenant.code())
                .param("id", id)
                .query(CommitmentRows::commitment)
                .optional();
    }

    Optional<Commitment> find(TenantId tenant, String sender, String transactionUid) {
        return jdbc.sql("""
                select * from commitment
                where tenant_id = :tenant and sender = :sender and transaction_uid = :transaction""")
                .param("tenant", tenant.code())
                .param("sender", sender)
                .param("transaction", transactionUid)
                .query(CommitmentRows::commitment)
                .optional();
    }

    void keepChecked(Commitment commitment) {
        jdbc.sql("""
                update commitment set state = 'CHECKED', failure_reasons = :reasons, changed_at = :now
                where tenant_id = :tenant and id = :id and state = 'REQUESTED'""")
                .param("reasons", commitment.failureReasons().toArray(Integer[]::new))
                .param("now", Timestamp.from(clock.instant()))
                .param("tenant", commitment.tenant().code())
                .param("id", commitment.id())
                .update();
    }

    void keepTry(Commitment commitment, int tries, int refusals, String problem) {
        jdbc.sql("""
                update commitment set tries = :tries, refusals = :refusals, last_problem = :problem, changed_at = :now
                where tenant_id = :tenant and id = :id""")
                .param("tries", tries)
                .param("refusals", refusals)
                .param("problem", problem)
                .param("now", Timestamp.from(clock.instant()))
                .param("tenant", commitment.tenant().code())
                .param("id", commitment.id())
                .update();
    }

    /** Ends it, unless it has ended: then false. */
    boolean end(Commitment commitment, Commitment.State state, int tries, String problem) {
        return jdbc.sql("""
                        update commitment
                        set state = :state, tries = :tries, last_problem = :problem, changed_at = :now,
                            sop_class_uids = '{}', sop_instance_uids = '{}', failure_reasons = '{}'
                        where tenant_id = :tenant and id = :id and state in ('REQUESTED', 'CHECKED')""")
                        .param("state", state.name())
                        .param("tries", tries)
                        .param("problem", problem)
                        .param("now", Timestamp.from(clock.instant()))
                        .param("tenant", commitment.tenant().code())
                        .param("id", commitment.id())
                        .update()
                == 1;
    }

    private static Commitment commitment(ResultSet row, int number) throws SQLException {
        var classes = (String[]) row.getArray("sop_class_uids").getArray();
        var instances = (String[]) row.getArray("sop_instance_uids").getArray();
        return new Commitment(
                new TenantId(row.getString("tenant_id")),
                row.getObject("id", UUID.class),
                row.getString("sender"),
                new CommitmentRequest(
                        row.getString("transaction_uid"),
                        IntStream.range(0, instances.length)
                                .mapToObj(i -> new ReferencedInstance(classes[i], instances[i]))
                                .toList()),
                Commitment.State.valueOf(row.getString("state")),
                List.of((Integer[]) row.getArray("failure_reasons").getArray()),
                row.getInt("tries"),
                row.getInt("refusals"),
                row.getTimestamp("requested_at").toInstant());
    }
}
