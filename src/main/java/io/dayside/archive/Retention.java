package io.dayside.archive;

import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.audit.CallerActor;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** How long studies stay, what must not be deleted, and the proof of what was. */
@Service
@Transactional
public class Retention {

    private final JdbcClient jdbc;
    private final AuditTrail trail;
    private final RecentStudies recent;
    private final StorageCounts counts;
    private final ObjectProvider<StudyGuard> guards;
    private final ObjectProvider<CallerActor> caller;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Retention(
            JdbcClient jdbc,
            AuditTrail trail,
            RecentStudies recent,
            StorageCounts counts,
            ObjectProvider<StudyGuard> guards,
            ObjectProvider<CallerActor> caller,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.trail = trail;
        this.recent = recent;
        this.counts = counts;
        this.guards = guards;
        this.caller = caller;
        this.events = events;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<LegalHold> hold(StudyRef study) {
        return jdbc.sql("select * from legal_hold where tenant_id = :tenant and study_instance_uid = :study")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query((row, _) -> new LegalHold(
                        row.getString("reason"),
                        row.getString("placed_by"),
                        row.getTimestamp("placed_at").toInstant()))
                .optional();
    }

    /**
     * Keeps a study from being deleted until the hold is lifted; on a held study, changes the reason.
     *
     * @throws NoSuchElementException when there is no such study
     */
    public void placeHold(StudyRef study, String reason) {
        lock(study);
        jdbc.sql("""
                insert into legal_hold (tenant_id, study_instance_uid, reason, placed_by, placed_at)
                values (:tenant, :study, :reason, :by, :at)
                on conflict (tenant_id, study_instance_uid) do update set reason = excluded.reason""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .param("reason", reason)
                .param("by", who())
                .param("at", Timestamp.from(clock.instant()))
                .update();
        audit(study, AuditAction.LEGAL_HOLD_CHANGED, Map.of("hold", "placed", "because", reason));
    }

    /** The name of who is acting, as it stands in the trail. */
    private String who() {
        return Actor.bound()
                .or(() -> caller.stream().findFirst().flatMap(CallerActor::ofCaller))
                .map(Actor::name)
                .orElseThrow();
    }

    /** Whether there was a hold to lift. */
    public boolean liftHold(StudyRef study, String reason) {
        boolean lifted = jdbc.sql("delete from legal_hold where tenant_id = :tenant and study_instance_uid = :study")
                        .param("tenant", study.tenant().code())
                        .param("study", study.studyInstanceUid())
                        .update()
                == 1;
        if (lifted) {
            audit(study, AuditAction.LEGAL_HOLD_CHANGED, Map.of("hold", "lifted", "because", reason));
        }
        return lifted;
    }

    private record Content(String sopInstanceUid, byte[] sha256, Placement place) {

        String line() {
            return sopInstanceUid + " " + HexFormat.of().formatHex(sha256) + "\n";
        }
    }

    /**
     * Takes a study out of the index for good and has its bytes overwritten soon.
     *
     * @throws NoSuchElementException when there is no such study
     * @throws StudyKept when it is on hold or another room still needs it
     */
    @Transactional(rollbackFor = StudyKept.class)
    public DeletedStudy delete(StudyRef study, String because) throws StudyKept {
        lock(study);
        refuseWhatMustStay(study);
        var contents = contents(study);
        var deleted = new DeletedStudy(
                study,
                because,
                clock.instant(),
                contents.size(),
                contents.stream()
                        .mapToLong(content -> content.place().datasetBytes())
                        .sum(),
                digest(contents),
                null);
        rememberDeletion(deleted, contents);
        counts.forget(study);
        for (var table : List.of("quarantined_instance", "instance", "series", "study")) {
            jdbc.sql("delete from %s where tenant_id = :tenant and study_instance_uid = :study".formatted(table))
                    .param("tenant", study.tenant().code())
                    .param("study", study.studyInstanceUid())
                    .update();
        }
        audit(
                study,
                AuditAction.STUDY_DELETED,
                Map.of(
                        "because", because,
                        "instances", Integer.toString(deleted.instances()),
                        "manifest", deleted.manifestSha256()));
        events.publishEvent(deleted);
        AfterCommit.run(() -> recent.forget(study));
        return deleted;
    }

    /**
     * Nobody begins or changes the study until this transaction ends. An object may still join a series that is known;
     * then this transaction fails by its foreign keys.
     */
    private void lock(StudyRef study) {
        boolean found = jdbc.sql("""
                select true from study where tenant_id = :tenant and study_instance_uid = :study for update""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query(Boolean.class)
                .optional()
                .orElse(false);
        if (!found) {
            throw new NoSuchElementException("no such study at " + study.tenant());
        }
    }

    private void refuseWhatMustStay(StudyRef study) throws StudyKept {
        if (hold(study).isPresent()) {
            throw new StudyKept("the study is on legal hold");
        }
        var reason = guards.orderedStream()
                .flatMap(guard -> guard.keeps(study).stream())
                .findFirst();
        if (reason.isPresent()) {
            throw new StudyKept(reason.get());
        }
    }

    /** What was set aside under the study's UID goes with it: it may be of the same patient. */
    private List<Content> contents(StudyRef study) {
        return jdbc.sql("""
                select * from (
                    select sop_instance_uid, dataset_sha256, object_name, object_offset, dataset_offset, dataset_bytes
                    from instance where tenant_id = :tenant and study_instance_uid = :study
                    union all
                    select sop_instance_uid, dataset_sha256, object_name, object_offset, dataset_offset, dataset_bytes
                    from quarantined_instance where tenant_id = :tenant and study_instance_uid = :study) content
                order by sop_instance_uid collate "C", dataset_sha256
                """)
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query((row, _) -> new Content(
                        row.getString("sop_instance_uid"),
                        row.getBytes("dataset_sha256"),
                        new Placement(
                                row.getString("object_name"),
                                row.getLong("object_offset"),
                                row.getLong("dataset_offset"),
                                row.getLong("dataset_bytes"))))
                .list();
    }

    private static String digest(List<Content> contents) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            contents.forEach(content -> digest.update(content.line().getBytes(StandardCharsets.US_ASCII)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void rememberDeletion(DeletedStudy deleted, List<Content> contents) {
        var id = Ids.next();
        jdbc.sql("""
                insert into deleted_study (tenant_id, id, study_instance_uid, because, deleted_at, instances, bytes,
                                           manifest_sha256)
                values (:tenant, :id, :study, :because, :at, :instances, :bytes, :manifest)""")
                .param("tenant", deleted.study().tenant().code())
                .param("id", id)
                .param("study", deleted.study().studyInstanceUid())
                .param("because", deleted.because())
                .param("at", Timestamp.from(deleted.deletedAt()))
                .param("instances", deleted.instances())
                .param("bytes", deleted.bytes())
                .param("manifest", HexFormat.of().parseHex(deleted.manifestSha256()))
                .update();
        jdbc.sql("""
                insert into erasure (tenant_id, object_name, object_offset, deletion)
                select :tenant, name, place, :id from unnest(:names, :offsets) as erased (name, place)
                on conflict do nothing""")
                .param("tenant", deleted.study().tenant().code())
                .param("id", id)
                .param(
                        "names",
                        contents.stream().map(content -> content.place().file()).toArray(String[]::new))
                .param(
                        "offsets",
                        contents.stream()
                                .map(content -> content.place().offset())
                                .toArray(Long[]::new))
                .update();
    }

    /** Deletions of a study; the same UID may have come again after the first. */
    @Transactional(readOnly = true)
    public List<DeletedStudy> deletions(StudyRef study) {
        return jdbc.sql("""
                select * from deleted_study where tenant_id = :tenant and study_instance_uid = :study
                order by deleted_at""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query((row, _) -> deletedStudy(study, row))
                .list();
    }

    private static DeletedStudy deletedStudy(StudyRef study, ResultSet row) throws SQLException {
        var erasedAt = row.getTimestamp("erased_at");
        return new DeletedStudy(
                study,
                row.getString("because"),
                row.getTimestamp("deleted_at").toInstant(),
                row.getInt("instances"),
                row.getLong("bytes"),
                HexFormat.of().formatHex(row.getBytes("manifest_sha256")),
                erasedAt == null ? null : erasedAt.toInstant());
    }

    /** Studies of a tenant that its rule no longer keeps and that no hold protects, oldest first. */
    @Transactional(readOnly = true)
    public List<StudyRef> outlived(TenantId tenant, Instant now, int limit) {
        return jdbc.sql("""
                select study_instance_uid from study
                join retention_rule using (tenant_id)
                where tenant_id = :tenant
                      and not exists (select from legal_hold
                                      where legal_hold.tenant_id = study.tenant_id
                                            and legal_hold.study_instance_uid = study.study_instance_uid)
                      and first_received < :now::timestamptz - make_interval(years => keep_years)
                      and not exists (select from instance
                                      where instance.tenant_id = study.tenant_id
                                            and instance.study_instance_uid = study.study_instance_uid
                                            and received_at >= :now::timestamptz - make_interval(years => keep_years))
                order by first_received limit :limit""")
                .param("tenant", tenant.code())
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query((row, _) -> new StudyRef(tenant, row.getString("study_instance_uid")))
                .list();
    }

    private void audit(StudyRef study, AuditAction action, Map<String, String> details) {
        trail.append(AuditEvent.of(study.tenant(), action, "study:" + study.studyInstanceUid(), details));
    }
}
