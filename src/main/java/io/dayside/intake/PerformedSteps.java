package io.dayside.intake;

import io.dayside.archive.DeletedStudy;
import io.dayside.archive.StudyContents;
import io.dayside.archive.StudyRef;
import io.dayside.dicom.data.Attributes;
import io.dayside.tenancy.TenantId;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Table {@code performed_step} and the links to what it made. A step belongs to the studies that it names, and to those whose series it made. Joins the
 * running transaction.
 */
@Component
class PerformedSteps {

    private final JdbcClient jdbc;
    private final StudyContents contents;

    PerformedSteps(JdbcClient jdbc, StudyContents contents) {
        this.jdbc = jdbc;
        this.contents = contents;
    }

    /** Whether there was no step of that UID. */
    boolean add(TenantId tenant, String uid, String sender, StepContent content, Instant at) {
        boolean added = jdbc.sql("""
                insert into performed_step (tenant_id, sop_instance_uid, sender, status, modality, instances, dataset,
                                            begun_at)
                values (:tenant, :uid, :sender, :status, :modality, :instances, :dataset, :at)
                on conflict do nothing""")
                        .param("tenant", tenant.code())
                        .param("uid", uid)
                        .param("sender", sender)
                        .param("status", content.status().name())
                        .param("modality", content.modality())
                        .param("instances", array(content.instances()))
                        .param("dataset", content.dataset())
                        .param("at", Timestamp.from(at))
                        .update()
                == 1;
        if (added) {
            addLinks(tenant, uid, content.studies(), content.series());
        }
        return added;
    }

    private void addLinks(TenantId tenant, String uid, Set<String> studies, Set<String> series) {
        jdbc.sql("""
                with made as (
                    insert into performed_step_series (tenant_id, series_instance_uid, step)
                    select :tenant, made, :uid from unnest(:series::text[]) as made
                    on conflict do nothing)
                insert into performed_step_study (tenant_id, study_instance_uid, step)
                select :tenant, study, :uid from unnest(:studies::text[]) as study
                on conflict do nothing""")
                .param("tenant", tenant.code())
                .param("uid", uid)
                .param("series", array(series))
                .param("studies", array(studies))
                .update();
    }

    private void removeOtherLinks(TenantId tenant, String uid, Set<String> studies, Set<String> series) {
        jdbc.sql("""
                with made as (
                    delete from performed_step_series
                    where tenant_id = :tenant and step = :uid and series_instance_uid <> all (:series::text[]))
                delete from performed_step_study
                where tenant_id = :tenant and step = :uid and study_instance_uid <> all (:studies::text[])""")
                .param("tenant", tenant.code())
                .param("uid", uid)
                .param("series", array(series))
                .param("studies", array(studies))
                .update();
    }

    /** The step's data set, which nobody else changes until the transaction ends. */
    Optional<Attributes> lock(TenantId tenant, String uid) throws IOException {
        var dataset = jdbc.sql("""
                select dataset from performed_step
                where tenant_id = :tenant and sop_instance_uid = :uid for update""")
                .param("tenant", tenant.code())
                .param("uid", uid)
                .query(byte[].class)
                .optional();
        return dataset.isEmpty() ? Optional.empty() : Optional.of(StepContent.decoded(dataset.get()));
    }

    /** Returns the studies that the step belongs to from now on. */
    Set<StudyRef> change(TenantId tenant, String uid, StepContent content, Instant at) {
        var studies = new HashSet<>(contents.withSeries(tenant, content.series()));
        content.studies().forEach(study -> studies.add(new StudyRef(tenant, study)));
        jdbc.sql("""
                update performed_step
                set status = :status, modality = :modality, instances = :instances, dataset = :dataset,
                    ended_at = :ended
                where tenant_id = :tenant and sop_instance_uid = :uid""")
                .param("status", content.status().name())
                .param("modality", content.modality())
                .param("instances", array(content.instances()))
                .param("dataset", content.dataset())
                .param("ended", ended(content, at))
                .param("tenant", tenant.code())
                .param("uid", uid)
                .update();
        var uids = studies.stream().map(StudyRef::studyInstanceUid).collect(Collectors.toSet());
        removeOtherLinks(tenant, uid, uids, content.series());
        addLinks(tenant, uid, uids, content.series());
        return studies;
    }

    private static @Nullable Timestamp ended(StepContent content, Instant at) {
        return content.status() == PerformedStep.Status.IN_PROGRESS ? null : Timestamp.from(at);
    }

    private static String[] array(Set<String> uids) {
        return uids.toArray(String[]::new);
    }

    /** Finds the steps that made a series of the study without naming it. */
    void link(StudyRef study) {
        jdbc.sql("""
                insert into performed_step_study (tenant_id, study_instance_uid, step)
                select distinct tenant_id, :study, step from performed_step_series
                where tenant_id = :tenant and series_instance_uid = any (:series::text[])
                on conflict do nothing""")
                .param("study", study.studyInstanceUid())
                .param("tenant", study.tenant().code())
                .param("series", array(contents.modalityBySeries(study).keySet()))
                .update();
    }

    /** SOP Instance UIDs that the completed steps of a study say that they made. */
    Set<String> referencedBy(StudyRef study) {
        return Set.copyOf(jdbc.sql("""
                select distinct unnest(instances) from performed_step_study made
                join performed_step on performed_step.tenant_id = made.tenant_id and sop_instance_uid = made.step
                where made.tenant_id = :tenant and made.study_instance_uid = :study and status = 'COMPLETED'""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query(String.class)
                .list());
    }

    /** The steps in which a study was acquired, the first to begin first. */
    List<PerformedStep> of(StudyRef study) {
        return jdbc.sql("""
                select performed_step.*, cardinality(instances) as instance_count from performed_step_study made
                join performed_step on performed_step.tenant_id = made.tenant_id and sop_instance_uid = made.step
                where made.tenant_id = :tenant and made.study_instance_uid = :study
                order by begun_at, sop_instance_uid""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query(PerformedSteps::step)
                .list();
    }

    private static PerformedStep step(ResultSet row, int number) throws SQLException {
        var ended = row.getTimestamp("ended_at");
        return new PerformedStep(
                new TenantId(row.getString("tenant_id")),
                row.getString("sop_instance_uid"),
                row.getString("sender"),
                PerformedStep.Status.valueOf(row.getString("status")),
                row.getString("modality"),
                row.getInt("instance_count"),
                row.getTimestamp("begun_at").toInstant(),
                ended == null ? null : ended.toInstant());
    }

    /** A step names its patient: it goes with the last of its studies. */
    @EventListener
    void on(DeletedStudy deleted) {
        var study = deleted.study();
        for (var sql : List.of("""
                delete from performed_step
                where tenant_id = :tenant
                      and sop_instance_uid in (select step from performed_step_study
                                               where tenant_id = :tenant and study_instance_uid = :study)
                      and not exists (select from performed_step_study other
                                      where other.tenant_id = performed_step.tenant_id
                                            and other.step = performed_step.sop_instance_uid
                                            and other.study_instance_uid <> :study)""", """
                delete from performed_step_study where tenant_id = :tenant and study_instance_uid = :study""")) {
            jdbc.sql(sql)
                    .param("tenant", study.tenant().code())
                    .param("study", study.studyInstanceUid())
                    .update();
        }
    }
}
