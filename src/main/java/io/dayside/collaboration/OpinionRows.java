package io.dayside.collaboration;

import io.dayside.cases.CaseId;
import io.dayside.collaboration.Opinion.State;
import io.dayside.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Table {@code opinion}. Joins the running transaction. */
@Repository
class OpinionRows {

    private final JdbcClient jdbc;

    OpinionRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lets one transaction at a time ask about this case, so that the bounds hold. */
    void lockCase(CaseId id) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('opinion:' || :case, 0))")
                .param("case", id.toString())
                .query((_, _) -> id)
                .single();
    }

    void insert(Opinion opinion) {
        jdbc.sql("""
                insert into opinion (tenant_id, id, case_id, asker, asked, question, asked_at, state, version)
                values (:tenant, :id, :case, :asker, :asked, :question, :askedAt, :state, :version)""")
                .param("tenant", opinion.caseId().tenant().code())
                .param("id", opinion.id())
                .param("case", opinion.caseId().id())
                .param("asker", opinion.asker())
                .param("asked", opinion.asked())
                .param("question", opinion.question())
                .param("askedAt", Timestamp.from(opinion.askedAt()))
                .param("state", opinion.state().name())
                .param("version", opinion.version())
                .update();
    }

    /** False where somebody has ended it meanwhile. */
    boolean end(Opinion opinion) {
        return jdbc.sql("""
                        update opinion set state = :state, words = :words, ended_at = :at, version = :version
                        where tenant_id = :tenant and id = :id and state = 'ASKED' and version = :before""")
                        .param("state", opinion.state().name())
                        .param("words", opinion.words())
                        .param("at", timestamp(opinion.endedAt()))
                        .param("version", opinion.version())
                        .param("before", opinion.version() - 1)
                        .param("tenant", opinion.caseId().tenant().code())
                        .param("id", opinion.id())
                        .update()
                == 1;
    }

    List<Opinion> of(CaseId id) {
        return jdbc.sql("select * from opinion where tenant_id = :tenant and case_id = :case order by asked_at, id")
                .param("tenant", id.tenant().code())
                .param("case", id.id())
                .query(OpinionRows::row)
                .list();
    }

    Optional<Opinion> find(TenantId tenant, UUID id) {
        return jdbc.sql("select * from opinion where tenant_id = :tenant and id = :id")
                .param("tenant", tenant.code())
                .param("id", id)
                .query(OpinionRows::row)
                .optional();
    }

    List<Opinion> waitingFor(String asked) {
        return jdbc.sql("select * from opinion where asked = :asked and state = 'ASKED' order by asked_at, id")
                .param("asked", asked)
                .query(OpinionRows::row)
                .list();
    }

    /** Who was ever asked about each of the cases; those of which nobody was are missing. */
    Map<CaseId, Set<String>> asked(Collection<CaseId> ids) {
        return jdbc
                .sql("select * from opinion where case_id = any(:ids)")
                .param("ids", ids.stream().map(CaseId::id).toArray(UUID[]::new))
                .query(OpinionRows::row)
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Opinion::caseId, Collectors.mapping(Opinion::asked, Collectors.toUnmodifiableSet())));
    }

    private static Opinion row(ResultSet row, int number) throws SQLException {
        var ended = row.getTimestamp("ended_at");
        return new Opinion(
                new CaseId(new TenantId(row.getString("tenant_id")), row.getObject("case_id", UUID.class)),
                row.getObject("id", UUID.class),
                row.getString("asker"),
                row.getString("asked"),
                row.getString("question"),
                row.getTimestamp("asked_at").toInstant(),
                State.valueOf(row.getString("state")),
                row.getString("words"),
                ended == null ? null : ended.toInstant(),
                row.getInt("version"));
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant at) {
        return at == null ? null : Timestamp.from(at);
    }
}
