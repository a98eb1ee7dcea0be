package io.dayside.intake;

import com.github.kagkarlsson.scheduler.SchedulerClient;
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
     * @param because what made it complete; kept while a late instance has begun another round
     * @param reopenedAt when the first late instance began the round; absent in the first
     * @param orderDiffers whether an order has the accession number, but names another patient
     * @param expectedInstances as the matched order says, 0 where nothing is said
     * @param stepInstances as its completed steps refer to, 0 where there is none or another step goes on
     */
    record Standing(
            State state,
            int round,
            @Nullable Instant completedAt,
            @Nullable CompletedBecause because,
            @Nullable Instant reopenedAt,
            @Nullable UUID order,
            boolean orderDiffers,
            int expectedInstances,
            int stepInstances) {

        /** Whether the study may be complete with so many instances before it is quiet. */
        boolean isReachedBy(int instances) {
            return isCount(expectedInstances, instances) || isCount(stepInstances, instances);
        }

        /** Once a study was complete, a count that is exceeded says nothing of what else may come. */
        boolean isCount(int awaited, int instances) {
            return awaited > 0 && (round == 1 ? instances >= awaited : instances == awaited);
        }
    }

    /**
     * Where the study stands, under the lock that everyone holds who adds an instance to it, beside each other, until the
     * transaction ends. Lock and look are one question, the second statement of which sees what the first waited for.
     */
    Optional<Standing> findSharing(StudyRef study) {
        return jdbc.sql("select * from shared_study_standing(:key, :tenant, :study)")
                .param("key", key(study))
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query(StudyProgress::standing)
                .optional();
    }

    /** Waits until everyone who is just adding an instance has committed, and keeps new ones waiting. */
    void exclusiveLock(StudyRef study) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:key, 0))")
                .param("key", key(study))
                .query((_, _) -> true)
                .single();
    }

    private static String key(StudyRef study) {
        return "study/" + study.tenant() + "/" + study.studyInstanceUid();
    }

    Optional<Standing> find(StudyRef study) {
        return jdbc.sql("select * from study_standing where tenant_id = :tenant and study_instance_uid = :study")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query(StudyProgress::standing)
                .optional();
    }

    private static Standing standing(ResultSet row, int number) throws SQLException {
        var because = row.getString("completed_because");
        return new Standing(
                State.valueOf(row.getString("state")),
                row.getInt("round"),
                instant(row, "completed_at"),
                because == null ? null : CompletedBecause.valueOf(because),
                instant(row, "reopened_at"),
                row.getObject("order_id", UUID.class),
                row.getBoolean("order_differs"),
                row.getInt("expected_instances"),
                row.getInt("step_instances"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /** Whether this transaction is the one that began it. */
    boolean begin(StudyRef study) {
        return update("""
                insert into study_progress (tenant_id, study_instance_uid, state, round)
                values (:tenant, :study, 'RECEIVING', 1)
                on conflict do nothing""", study);
    }

    /** Whether this transaction is the one that reopened a complete study. */
    boolean reopen(StudyRef study, Instant at) {
        return jdbc.sql("""
                update study_progress
                set state = 'RECEIVING', round = round + 1, completed_at = null, reopened_at = :at
                where tenant_id = :tenant and study_instance_uid = :study and state = 'COMPLETE'""")
                        .param("at", Timestamp.from(at))
                        .param("tenant", study.tenant().code())
                        .param("study", study.studyInstanceUid())
                        .update()
                == 1;
    }

    private boolean update(String sql, StudyRef study) {
        return jdbc.sql(sql)
                        .param("tenant", study.tenant().code())
                        .param("study", study.studyInstanceUid())
                        .update()
                == 1;
    }

    void complete(StudyRef study, Instant at, CompletedBecause because) {
        jdbc.sql("""
                update study_progress set state = 'COMPLETE', completed_at = :at, completed_because = :because
                where tenant_id = :tenant and study_instance_uid = :study""")
                .param("at", Timestamp.from(at))
                .param("because", because.name())
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

    /** Looks at once whether the study is complete, if it holds as many as somebody said. */
    void checkIfReached(StudyRef study, Standing standing) {
        if (archive.study(study)
                .filter(held -> standing.isReachedBy(held.instances()))
                .isPresent()) {
            checkAtOnce(study);
        }
    }

    /** Looks at once whether the study is complete; the check waits for whoever is just adding instances. */
    void checkAtOnce(StudyRef study) {
        find(study)
                .filter(standing -> standing.state() == State.RECEIVING)
                .ifPresent(standing -> scheduler
                        .getObject()
                        .scheduleIfNotExists(CompletenessTask.atOnce(study, standing.round()), clock.instant()));
    }
}
