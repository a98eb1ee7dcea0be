package io.dayside.intake.upload;

import io.dayside.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/** Rows of uploads and their files. Every method joins the running transaction. */
@Component
class UploadRows {

    private final JdbcClient jdbc;

    UploadRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whoever asks about room in a hospital's quota, or adds to it, waits for the others who do. */
    void lockQuota(TenantId tenant) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", "uploads/" + tenant)
                .query((_, _) -> true)
                .single();
    }

    void insert(Upload upload) {
        of(upload.id(), """
                insert into upload (tenant_id, id, owner, owner_name, facility, state, began_at, touched_at)
                values (:tenant, :upload, :owner, :name, :facility, :state, :began, :began)""")
                .param("owner", upload.owner())
                .param("name", upload.ownerName())
                .param("facility", upload.facility())
                .param("state", upload.state().name())
                .param("began", upload.beganAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    Optional<Upload> find(UploadId id) {
        return of(id, "select * from upload where tenant_id = :tenant and id = :upload")
                .query(UploadRows::upload)
                .optional();
    }

    /** Keeps others from changing the upload until the transaction ends. */
    Optional<Upload> lock(UploadId id) {
        return of(id, "select * from upload where tenant_id = :tenant and id = :upload for update")
                .query(UploadRows::upload)
                .optional();
    }

    List<Upload> ofOwner(TenantId tenant, String owner, int limit) {
        return jdbc.sql("""
                select * from upload where tenant_id = :tenant and owner = :owner
                order by began_at desc limit :limit""")
                .param("tenant", tenant.code())
                .param("owner", owner)
                .param("limit", limit)
                .query(UploadRows::upload)
                .list();
    }

    int open(TenantId tenant, String owner) {
        return jdbc.sql("""
                select count(*) from upload where tenant_id = :tenant and owner = :owner and state <> 'ENDED'""")
                .param("tenant", tenant.code())
                .param("owner", owner)
                .query(Integer.class)
                .single();
    }

    /** Those of the visible tenants in which something is left to be done without anybody's call. */
    List<UploadId> withWork() {
        return jdbc.sql("""
                select tenant_id, id from upload
                where state = 'ENDING'
                   or state = 'OPEN' and exists (select from upload_file file
                       where file.tenant_id = upload.tenant_id and file.upload_id = upload.id
                         and file.state = 'WHOLE')""").query(UploadRows::id).list();
    }

    /** Those of the visible tenants in which no byte came since. */
    List<UploadId> idleSince(Instant time) {
        return jdbc.sql("select tenant_id, id from upload where state = 'OPEN' and touched_at < :time")
                .param("time", time.atOffset(ZoneOffset.UTC))
                .query(UploadRows::id)
                .list();
    }

    int deleteEndedBefore(Instant time) {
        return jdbc.sql("delete from upload where state = 'ENDED' and touched_at < :time")
                .param("time", time.atOffset(ZoneOffset.UTC))
                .update();
    }

    void touch(UploadId id, Instant at) {
        of(id, "update upload set touched_at = :at where tenant_id = :tenant and id = :upload")
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    void become(UploadId id, Upload.State state, Upload.Ending ending, Instant at) {
        of(id, """
                update upload set state = :state, ending = :ending, touched_at = :at
                where tenant_id = :tenant and id = :upload""")
                .param("state", state.name())
                .param("ending", ending.name())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Announced bytes of a hospital's uploads that are not yet in the archive. */
    long bytesInFlight(TenantId tenant) {
        return jdbc.sql("""
                select coalesce(sum(bytes), 0) from upload_file file
                where tenant_id = :tenant and state <> 'IMPORTED'
                  and exists (select from upload where upload.tenant_id = file.tenant_id
                              and upload.id = file.upload_id and upload.state <> 'ENDED')""").param("tenant", tenant.code()).query(Long.class).single();
    }

    StatementSpec of(UploadId id, String sql) {
        return jdbc.sql(sql).param("tenant", id.tenant().code()).param("upload", id.id());
    }

    private static UploadId id(ResultSet row, int number) throws SQLException {
        return new UploadId(new TenantId(row.getString("tenant_id")), row.getObject("id", UUID.class));
    }

    private static Upload upload(ResultSet row, int number) throws SQLException {
        var ending = row.getString("ending");
        return new Upload(
                id(row, number),
                row.getString("owner"),
                row.getString("owner_name"),
                row.getString("facility"),
                Upload.State.valueOf(row.getString("state")),
                ending == null ? null : Upload.Ending.valueOf(ending),
                row.getTimestamp("began_at").toInstant(),
                row.getTimestamp("touched_at").toInstant());
    }
}
