package io.dayside.triage;

import io.dayside.archive.StudyRef;
import io.dayside.intake.Orders;
import io.dayside.tenancy.Priority;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which study the models look at first: those of STAT orders and those in which models flagged something before come ahead
 * of all others, and among equals the one whose hospital has fewer waiting, so that a hospital's thousand and another's ten
 * take turns.
 */
@Component
class AssessmentOrder {

    /** Apart by more than any backlog that is told apart; a database's smallint ends at 32,767. */
    static final int URGENT = 20_000;

    static final int ROUTINE = 0;
    private static final int LONGEST_BACKLOG = 19_000;

    /** Until a study that found no place asks again: as long as the models take for those before it, at their fastest. */
    private static final Duration FOR_EACH_BEFORE = Duration.ofMillis(250);

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
    private static final int MOST_COUNTED = 1200;

    private final JdbcClient jdbc;
    private final AssessmentRows rows;
    private final Orders orders;
    private final Clock clock;

    AssessmentOrder(JdbcClient jdbc, AssessmentRows rows, Orders orders, Clock clock) {
        this.clock = clock;
        this.jdbc = jdbc;
        this.rows = rows;
        this.orders = orders;
    }

    /** The priority of a study that is queued now; the highest is next. Joins the running transaction. */
    int priorityOf(StudyRef study) {
        int first = isUrgent(study) ? URGENT : ROUTINE;
        return first - Math.min(waiting(study, first), LONGEST_BACKLOG);
    }

    /** Puts a study that waits among the urgent ones, to be looked at now. Joins the running transaction. */
    void raise(StudyRef study) {
        int urgent = URGENT - Math.min(waiting(study, URGENT), LONGEST_BACKLOG);
        jdbc.sql("""
                update scheduled_tasks set priority = :priority, execution_time = least(execution_time, :now)
                where task_name = :task and not picked and starts_with(task_instance, :study) and priority < :priority""")
                .param("priority", urgent)
                .param("now", Timestamp.from(clock.instant()))
                .param("task", AssessmentTask.ASSESS.getTaskName())
                .param("study", study.tenant() + "/" + study.studyInstanceUid() + "/")
                .update();
    }

    /**
     * When a study that found no place asks again. The farther it is behind, the later, so that a backlog does not keep the
     * database busy, nor the threads of background work of other kinds.
     */
    Duration pauseWithoutPlace(int priority) {
        int before = jdbc.sql("""
                select count(*) from (
                    select from scheduled_tasks
                    where task_name = :task and not picked and priority >= :priority limit :most) before""")
                .param("task", AssessmentTask.ASSESS.getTaskName())
                .param("priority", priority)
                .param("most", MOST_COUNTED)
                .query(Integer.class)
                .single();
        var pause = FOR_EACH_BEFORE.multipliedBy(before);
        return pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause;
    }

    private boolean isUrgent(StudyRef study) {
        return orders.of(study)
                        .filter(order -> order.priority() == Priority.STAT)
                        .isPresent()
                || rows.find(study)
                        .filter(before -> before.findings().stream().anyMatch(ModelFinding::flagged))
                        .isPresent();
    }

    /** How many of the hospital's studies of that class wait already. */
    private int waiting(StudyRef study, int first) {
        return jdbc.sql("""
                select count(*) from scheduled_tasks
                where task_name = :task and not picked and starts_with(task_instance, :tenant)
                      and priority between :least and :first""")
                .param("task", AssessmentTask.ASSESS.getTaskName())
                .param("tenant", study.tenant() + "/")
                .param("least", first - LONGEST_BACKLOG)
                .param("first", first)
                .query(Integer.class)
                .single();
    }
}
