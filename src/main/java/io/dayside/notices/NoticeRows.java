package io.dayside.notices;

import io.dayside.identity.Role;
import io.dayside.notices.Notice.Kind;
import io.dayside.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code notice} and {@code notice_seen}. Joins the running transaction. */
@Repository
class NoticeRows {

    private final JdbcClient jdbc;

    NoticeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Notice notice) {
        jdbc.sql("""
                insert into notice (tenant_id, id, kind, object, words, link, roles, people, at)
                values (:tenant, :id, :kind, :object, :words, :link, :roles, :people, :at)""")
                .param("tenant", notice.tenant().code())
                .param("id", notice.id())
                .param("kind", notice.kind().name())
                .param("object", notice.object())
                .param("words", notice.words())
                .param("link", notice.link())
                .param("roles", notice.roles().stream().map(Role::name).sorted().toArray(String[]::new))
                .param("people", notice.people().stream().sorted().toArray(String[]::new))
                .param("at", Timestamp.from(notice.at()))
                .update();
    }

    Optional<Notice> find(TenantId tenant, UUID id) {
        return jdbc.sql("select * from notice where tenant_id = :tenant and id = :id")
                .param("tenant", tenant.code())
                .param("id", id)
                .query(NoticeRows::row)
                .optional();
    }

    /** Those for one of the roles or for the person, newest first. */
    List<Notice> since(Instant since, Set<Role> roles, String username, int limit) {
        return jdbc.sql("""
                select * from notice
                where at >= :since and (roles && cast(:roles as text[]) or :username = any(people))
                order by at desc, id limit :limit""")
                .param("since", Timestamp.from(since))
                .param("roles", roles.stream().map(Role::name).toArray(String[]::new))
                .param("username", username)
                .param("limit", limit)
                .query(NoticeRows::row)
                .list();
    }

    /** Looked at since then, which is whatever was told since then and looked at. */
    Set<UUID> seenBy(String username, Instant since) {
        return Set.copyOf(jdbc.sql("select notice_id from notice_seen where username = :username and at >= :since")
                .param("username", username)
                .param("since", Timestamp.from(since))
                .query(UUID.class)
                .list());
    }

    void seen(Notice notice, String username, Instant at) {
        jdbc.sql("insert into notice_seen values (:tenant, :id, :username, :at) on conflict do nothing")
                .param("tenant", notice.tenant().code())
                .param("id", notice.id())
                .param("username", username)
                .param("at", Timestamp.from(at))
                .update();
    }

    private static Notice row(ResultSet row, int number) throws SQLException {
        return new Notice(
                new TenantId(row.getString("tenant_id")),
                row.getObject("id", UUID.class),
                Kind.valueOf(row.getString("kind")),
                row.getString("object"),
                row.getString("words"),
                row.getString("link"),
                texts(row, "roles").stream().map(Role::valueOf).collect(Collectors.toSet()),
                Set.copyOf(texts(row, "people")),
                row.getTimestamp("at").toInstant());
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return Arrays.asList((String[]) row.getArray(column).getArray());
    }
}
