package io.dayside.intake;

import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import io.dayside.archive.Archive;
import io.dayside.archive.StudyRef;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Rows that say where each study stands. Every method joins the running transaction. */
@Component
class StudyProgress {

    private final JdbcClient jdbc;
    private final Archive archive;
    private final ObjectProvider<SchedulerClient> scheduler;
    private final Clock clock;

    StudyProgress(JdbcClient jdbc, Archive archive, ObjectProvider<SchedulerClient> scheduler, Clock clock) {
        this.jdbc = jdbc;
        this.archive = archive;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    enum State {
        RECEIVING,
        COMPLETE
    }

    /**
     * @param round 1 for the first completion, one more for each reopening
     * @param expectedInstances as the matched order says, 0 where nothing is said
     * @param orderDiffers whether an order has the accession number, but names another patient
     */
    record Standing(
            State state,
            int round,
            @Nullable Instant completedAt,
            @Nullable UUID order,
            boolean orderDiffers,
            int expectedInstances) {}

    /** Held by everyone who adds an instance to the study, beside each other, until the transaction ends. */
    void shareLock(StudyRef study) {
        lock("select pg_advisory_xact_lock_shared(hashtextextended(:key, 0))", study);
    }

    /** Waits until everyone who is just adding an instance has committed, and keeps new ones waiting. */
    void exclusiveLock(StudyRef study) {
        lock("select pg_advisory_xact_lock(hashtextextended(:key, 0))", study);
    }

    private void lock(String sql, StudyRef study) {
        jdbc.sql(sql)
                .param("key", "study/" + study.tenant() + "/" + study.studyInstanceUid())
                .query((_, _) -> true)
                .single();
    }

    Optional<Standing> find(StudyRef study) {
        return jdbc.sql("""
                select progress.*, coalesce(imaging_order.expected_instances, 0) as expected_instances
                from study_progress progress
                left join imaging_order on imaging_order.tenant_id = progress.tenant_id
                          and imaging_order.id = progress.order_id and imaging_order.state = 'ACTIVE'
                where progress.tenant_id = :tenant and progress.study_instance_uid = :study""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query(StudyProgress::standing)
                .optional();
    }

    private static Standing standing(ResultSet row, int number) throws SQLException {
        var completedAt = row.getTimestamp("completed_at");
        return new Standing(
                State.valueOf(row.getString("state")),
                row.getInt("round"),
                completedAt == null ? null : completedAt.toInstant(),
                row.getObject("order_id", UUID.class),
                row.getBoolean("order_differs"),
                row.getInt("expected_instances"));
    }

    /** Whether this transaction is the one that began it. */
    boolean begin(StudyRef study) {
        return update("""
                insert into study_progress (tenant_id, study_instance_uid, state, round)
                values (:tenant, :study, 'RECEIVING', 1)
                on conflict do nothing""", study);
    }

    /** Whether this transaction is the one that reopened a complete study. */
    boolean reopen(StudyRef study) {
        return update("""
                update study_progress set state = 'RECEIVING', round = round + 1, completed_at = null
                where tenant_id = :tenant and study_instance_uid = :study and state = 'COMPLETE'""", study);
    }

    private boolean update(String sql, StudyRef study) {
        return jdbc.sql(sql)
                        .param("tenant", study.tenant().code())
                        .param("study", study.studyInstanceUid())
                        .update()
                == 1;
    }

    void complete(StudyRef study, Instant at) {
        jdbc.sql("""
                update study_progress set state = 'COMPLETE', completed_at = :at
                where tenant_id = :tenant and study_instance_uid = :study""")
                .param("at", Timestamp.from(at))
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .update();
    }

    /** Whether the study was not linked to this order before. */
    boolean link(StudyRef study, UUID order) {
        return jdbc.sql("""
                update study_progress set order_id = :order, order_differs = false
                where tenant_id = :tenant and study_instance_uid = :study and order_id is distinct from :order""")
                        .param("order", order)
                        .param("tenant", study.tenant().code())
                        .param("study", study.studyInstanceUid())
                        .update()
                == 1;
    }

    /** Notes that an order of another patient has the study's accession number. Whether that is new. */
    boolean differs(StudyRef study) {
        return update("""
                update study_progress set order_differs = true
                where tenant_id = :tenant and study_instance_uid = :study and not order_differs and order_id is null
                """, study);
    }

    void scheduleCheck(StudyRef study, int round, Instant at) {
        scheduler.getObject().scheduleIfNotExists(CompletenessTask.of(study, round), at);
    }

    /** Brings the check forward when the expected instances are there. */
    void checkSoon(StudyRef study, int expectedInstances) {
        if (expectedInstances == 0) {
            return;
        }
        var standing = find(study).filter(one -> one.state() == State.RECEIVING);
        var archived = archive.study(study);
        if (standing.isEmpty() || archived.isEmpty() || archived.get().instances() < expectedInstances) {
            return;
        }
        try {
            scheduler
                    .getObject()
                    .reschedule(CompletenessTask.of(study, standing.get().round()), clock.instant());
        } catch (TaskInstanceException _) {
            // The check runs at this moment, or has run: it comes to its own conclusion.
        }
    }
}
