package io.dayside.workforce;

import io.dayside.tenancy.TenantId;
import java.sql.Timestamp;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Attached papers. Seen by transactions of the platform only. */
@Repository
class DocumentRows {

    private final JdbcClient jdbc;

    DocumentRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whether the same paper was not attached to the same credential before. */
    boolean insert(CredentialDocument document, byte[] content) {
        return jdbc.sql("""
                        insert into credential_document (tenant_id, id, username, credential, name, media_type, sha256,
                                                         content, attached_by, attached_at)
                        values (:tenant, :id, :username, :credential, :name, :mediaType, :sha256, :content, :by, :at)
                        on conflict (tenant_id, username, credential, sha256) do nothing""")
                        .param("tenant", TenantId.PLATFORM.code())
                        .param("id", document.id())
                        .param("username", document.username())
                        .param("credential", document.credential())
                        .param("name", document.name())
                        .param("mediaType", document.mediaType())
                        .param("sha256", HexFormat.of().parseHex(document.sha256()))
                        .param("content", content)
                        .param("by", document.attachedBy())
                        .param("at", Timestamp.from(document.attachedAt()))
                        .update()
                > 0;
    }

    /** Oldest first. */
    List<CredentialDocument> of(String username) {
        return jdbc.sql("""
                select id, username, credential, name, media_type, length(content) as size, sha256, attached_by,
                       attached_at
                from credential_document where username = :username order by attached_at, id""")
                .param("username", username)
                .query((row, _) -> new CredentialDocument(
                        row.getObject("id", UUID.class),
                        row.getString("username"),
                        row.getString("credential"),
                        row.getString("name"),
                        row.getString("media_type"),
                        row.getLong("size"),
                        HexFormat.of().formatHex(row.getBytes("sha256")),
                        row.getString("attached_by"),
                        row.getTimestamp("attached_at").toInstant()))
                .list();
    }

    Optional<byte[]> content(String username, UUID id) {
        return jdbc.sql("select content from credential_document where username = :username and id = :id")
                .param("username", username)
                .param("id", id)
                .query((row, _) -> row.getBytes("content"))
                .optional();
    }

    boolean delete(String username, UUID id) {
        return jdbc.sql("delete from credential_document where username = :username and id = :id")
                        .param("username", username)
                        .param("id", id)
                        .update()
                > 0;
    }
}
