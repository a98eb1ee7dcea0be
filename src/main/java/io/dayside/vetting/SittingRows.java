package io.dayside.vetting;

import io.dayside.archive.StudyRef;
import io.dayside.tenancy.TenantId;
import io.dayside.vetting.Sitting.Annulment;
import io.dayside.vetting.Sitting.Result;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Table {@code sitting}. Joins the running transaction. */
@Repository
class SittingRows {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Where one stands among those that are closed. */
    record Place(Instant openUntil, UUID id) {

        static final Place START = new Place(Instant.EPOCH, new UUID(0, 0));

        static Place of(Sitting sitting) {
            return new Place(sitting.openUntil(), sitting.id());
        }
    }

    private final JdbcClient jdbc;

    SittingRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Sitting sitting) {
        jdbc.sql("""
                insert into sitting (tenant_id, id, test, version, username, invited_by, invited_at, open_until)
                values (:library, :id, :test, :version, :username, :by, :at, :until)""")
                .param("library", sitting.library().code())
                .param("id", sitting.id())
                .param("test", sitting.test())
                .param("version", sitting.version())
                .param("username", sitting.username())
                .param("by", sitting.invitedBy())
                .param("at", Timestamp.from(sitting.invitedAt()))
                .param("until", Timestamp.from(sitting.openUntil()))
                .update();
    }

    /** Newest invitation first. */
    List<Sitting> all() {
        return jdbc.sql("select * from sitting order by invited_at desc, id limit 1000")
                .query(SittingRows::sitting)
                .list();
    }

    List<Sitting> of(String username) {
        return jdbc.sql("select * from sitting where username = :username order by invited_at desc, id")
                .param("username", username)
                .query(SittingRows::sitting)
                .list();
    }

    Optional<Sitting> find(UUID id) {
        return jdbc.sql("select * from sitting where id = :id")
                .param("id", id)
                .query(SittingRows::sitting)
                .optional();
    }

    /** Until the transaction ends nobody else invites them, or annuls what they sat. */
    void lockCandidate(String username) {
        jdbc.sql("select username from specialist where username = :username for update")
                .param("username", username)
                .query(String.class)
                .list();
    }

    /** As {@link #find}; nobody else changes it until the transaction ends. */
    Optional<Sitting> lock(UUID id) {
        return jdbc.sql("select * from sitting where id = :id for update")
                .param("id", id)
                .query(SittingRows::sitting)
                .optional();
    }

    /** Whether somebody has opened a case of that study in a sitting that goes on. */
    boolean hasOpened(String username, StudyRef study, Instant now) {
        return jdbc.sql("""
                        select exists (
                            select from sitting s
                            join sitting_case c on c.tenant_id = s.tenant_id and c.sitting_id = s.id
                            join practical_test t
                                on t.tenant_id = s.tenant_id and t.id = s.test and t.version = s.version
                            where s.tenant_id = :library and s.username = :username and s.ended_at is null
                              and s.annulled_at is null and s.open_until > :now and c.opened_at is not null
                              and t.document -> 'cases' -> c.test_case ->> 'study' = :study)""")
                .param("library", study.tenant().code())
                .param("username", username)
                .param("now", Timestamp.from(now))
                .param("study", study.studyInstanceUid())
                .query(Boolean.class)
                .single();
    }

    void begin(UUID id, Instant at) {
        jdbc.sql("update sitting set begun_at = :at where id = :id")
                .param("at", Timestamp.from(at))
                .param("id", id)
                .update();
    }

    void end(UUID id, Result result) {
        jdbc.sql("update sitting set ended_at = :at, result = cast(:result as jsonb) where id = :id")
                .param("at", Timestamp.from(result.at()))
                .param("result", JSON.writeValueAsString(result))
                .param("id", id)
                .update();
    }

    void annul(UUID id, Annulment annulment) {
        jdbc.sql("update sitting set annulled_at = :at, annulled_by = :by, annulled_why = :why where id = :id")
                .param("at", Timestamp.from(annulment.at()))
                .param("by", annulment.by())
                .param("why", annulment.why())
                .param("id", id)
                .update();
    }

    /** At most so many of those that were open until before that, the oldest first, beginning after that place. */
    List<Sitting> closedBefore(Instant before, Place after, int most) {
        return jdbc.sql("""
                select * from sitting where open_until < :before and (open_until, id) > (:until, :id)
                order by open_until, id limit :most""")
                .param("before", Timestamp.from(before))
                .param("until", Timestamp.from(after.openUntil()))
                .param("id", after.id())
                .param("most", most)
                .query(SittingRows::sitting)
                .list();
    }

    /** With its cases and every verdict. */
    void delete(UUID id) {
        jdbc.sql("delete from sitting_verdict where case_id in (select id from sitting_case where sitting_id = :id)")
                .param("id", id)
                .update();
        jdbc.sql("delete from sitting_case where sitting_id = :id")
                .param("id", id)
                .update();
        jdbc.sql("delete from sitting where id = :id").param("id", id).update();
    }

    /** Whatever the running transaction may see. */
    Set<TenantId> librariesOf(String username, Instant now) {
        return Set.copyOf(jdbc.sql("select libraries_of(:username, :now)")
                .param("username", username)
                .param("now", Timestamp.from(now))
                .query((row, _) -> new TenantId(row.getString(1)))
                .list());
    }

    private static Sitting sitting(ResultSet row, int number) throws SQLException {
        var result = row.getString("result");
        var annulledAt = instant(row, "annulled_at");
        return new Sitting(
                new TenantId(row.getString("tenant_id")),
                row.getObject("id", UUID.class),
                row.getString("test"),
                row.getString("version"),
                row.getString("username"),
                row.getString("invited_by"),
                row.getTimestamp("invited_at").toInstant(),
                row.getTimestamp("open_until").toInstant(),
                instant(row, "begun_at"),
                result == null ? null : JSON.readValue(result, Result.class),
                annulledAt == null
                        ? null
                        : new Annulment(annulledAt, row.getString("annulled_by"), row.getString("annulled_why")));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
