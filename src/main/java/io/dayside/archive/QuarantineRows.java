package io.dayside.archive;

import io.dayside.archive.StoreOutcome.Reason;
import io.dayside.tenancy.TenantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Rows that decisions about quarantined objects change. Every method joins the running transaction. */
@Repository
class QuarantineRows {

    private final JdbcClient jdbc;

    QuarantineRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** An object as its row says. */
    record Waiting(
            StudyRef study,
            String sopInstanceUid,
            Reason reason,
            String sopClassUid,
            String transferSyntaxUid,
            String sender,
            Instant receivedAt,
            StoredObject object,
            boolean damaged) {

        SegmentRecord.Envelope envelope(String facility) {
            return new SegmentRecord.Envelope(facility, sender, sopClassUid, sopInstanceUid, transferSyntaxUid);
        }
    }

    /** The undecided object; others who decide wait until this transaction ends. */
    Optional<Waiting> lock(QuarantinedInstance.Id id) {
        return find(id, " for update");
    }

    Optional<Waiting> find(QuarantinedInstance.Id id) {
        return find(id, "");
    }

    private Optional<Waiting> find(QuarantinedInstance.Id id, String lock) {
        return named("select * from quarantined_instance where decided_at is null and ", id, lock)
                .query((row, _) -> waiting(row))
                .optional();
    }

    /** What is held under the same UID, in the same terms. */
    Optional<Waiting> standing(QuarantinedInstance.Id id) {
        return jdbc.sql("""
                select *, :reason as reason from instance where tenant_id = :tenant and sop_instance_uid = :sop""")
                .param("reason", Reason.OTHER_CONTENT_UNDER_SAME_UID.name())
                .param("tenant", id.tenant().code())
                .param("sop", id.sopInstanceUid())
                .query((row, _) -> waiting(row))
                .optional();
    }

    /** Whether the object was kept aside and has been decided about. */
    boolean isDecided(QuarantinedInstance.Id id) {
        return named("select 1 from quarantined_instance where decided_at is not null and ", id, "")
                        .query(Integer.class)
                        .optional()
                        .isPresent()
                || named("select 1 from instance where ", id, "")
                        .query(Integer.class)
                        .optional()
                        .isPresent();
    }

    private JdbcClient.StatementSpec named(String statement, QuarantinedInstance.Id id, String lock) {
        return jdbc.sql(statement + "tenant_id = :tenant and sop_instance_uid = :sop and dataset_sha256 = :sha256"
                        + lock)
                .param("tenant", id.tenant().code())
                .param("sop", id.sopInstanceUid())
                .param("sha256", HexFormat.of().parseHex(id.sha256()));
    }

    void reject(QuarantinedInstance.Id id, String by, Instant at) {
        named(
                        "update quarantined_instance set decision = 'REJECTED', decided_by = :by, decided_at = :at where ",
                        id,
                        "")
                .param("by", by)
                .param("at", Timestamp.from(at))
                .update();
    }

    void remove(QuarantinedInstance.Id id) {
        named("delete from quarantined_instance where ", id, "").update();
    }

    /** Where the instance held under a UID belongs. */
    record Held(String studyInstanceUid, String seriesInstanceUid) {}

    Optional<Held> lockHeld(QuarantinedInstance.Id id) {
        return jdbc.sql("""
                select study_instance_uid, series_instance_uid from instance
                where tenant_id = :tenant and sop_instance_uid = :sop for update""")
                .param("tenant", id.tenant().code())
                .param("sop", id.sopInstanceUid())
                .query((row, _) -> new Held(row.getString("study_instance_uid"), row.getString("series_instance_uid")))
                .optional();
    }

    /** Where a study came from; locked so that it is not deleted meanwhile. */
    Optional<String> lockStudy(StudyRef study) {
        return jdbc.sql("""
                select facility from study where tenant_id = :tenant and study_instance_uid = :study for share""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query(String.class)
                .optional();
    }

    /** Takes a row out of the index and keeps it aside with the decision that it was superseded. */
    void supersede(QuarantinedInstance.Id id, String by, Instant at) {
        jdbc.sql("""
                with former as (
                    delete from instance where tenant_id = :tenant and sop_instance_uid = :sop returning *)
                insert into quarantined_instance (tenant_id, sop_instance_uid, dataset_sha256, reason,
                        study_instance_uid, patient_id, issuer_of_patient_id, sop_class_uid, transfer_syntax_uid,
                        sender, received_at, object_name, object_offset, dataset_offset, dataset_bytes, damaged_at,
                        decided_at, decided_by, decision)
                select former.tenant_id, former.sop_instance_uid, former.dataset_sha256, :reason,
                       former.study_instance_uid, study.patient_id, study.issuer_of_patient_id,
                       former.sop_class_uid, former.transfer_syntax_uid, former.sender, former.received_at,
                       former.object_name, former.object_offset, former.dataset_offset, former.dataset_bytes,
                       former.damaged_at, :at, :by, 'SUPERSEDED'
                from former join study using (tenant_id, study_instance_uid)""")
                .param("tenant", id.tenant().code())
                .param("sop", id.sopInstanceUid())
                .param("reason", Reason.OTHER_CONTENT_UNDER_SAME_UID.name())
                .param("at", Timestamp.from(at))
                .param("by", by)
                .update();
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                new StudyRef(new TenantId(row.getString("tenant_id")), row.getString("study_instance_uid")),
                row.getString("sop_instance_uid"),
                Reason.valueOf(row.getString("reason")),
                row.getString("sop_class_uid"),
                row.getString("transfer_syntax_uid"),
                row.getString("sender"),
                row.getTimestamp("received_at").toInstant(),
                new StoredObject(
                        new Placement(
                                row.getString("object_name"),
                                row.getLong("object_offset"),
                                row.getLong("dataset_offset"),
                                row.getLong("dataset_bytes")),
                        row.getBytes("dataset_sha256")),
                row.getTimestamp("damaged_at") != null);
    }
}
