package io.dayside.priors;

import io.dayside.archive.StudyRef;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Tables {@code priors_search} and {@code prior}. */
@Repository
@Transactional
class PriorsRows {

    private final JdbcClient jdbc;
    private final Clock clock;

    PriorsRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    enum SearchState {
        SEARCHING,
        FETCHING,
        DONE,
        GIVEN_UP;

        boolean isFinal() {
            return this == DONE || this == GIVEN_UP;
        }
    }

    /** @param obstacle at the last try; empty where there was none */
    record Search(StudyRef study, SearchState state, int tries, Optional<PriorsObstacle> obstacle, Instant begunAt) {}

    /** False when it was begun before. */
    boolean begin(StudyRef study) {
        return jdbc.sql("""
                        insert into priors_search (tenant_id, study_instance_uid, state, begun_at, changed_at)
                        values (:tenant, :study, 'SEARCHING', :now, :now) on conflict do nothing""")
                        .param("tenant", study.tenant().code())
                        .param("study", study.studyInstanceUid())
                        .param("now", now())
                        .update()
                == 1;
    }

    /**
     * Begins a search, or one that has ended once more; one that goes on is told to begin again when it ends.
     *
     * @return whether it is not going on already
     */
    boolean beginAgain(StudyRef study) {
        if (begin(study)) {
            return true;
        }
        return jdbc.sql("""
                        update priors_search
                        set again = state in ('SEARCHING', 'FETCHING'),
                            tries = case when state in ('SEARCHING', 'FETCHING') then tries else 0 end,
                            begun_at = case when state in ('SEARCHING', 'FETCHING') then begun_at else :now end,
                            state = case when state = 'FETCHING' then 'FETCHING' else 'SEARCHING' end,
                            changed_at = :now
                        where tenant_id = :tenant and study_instance_uid = :study
                        returning again""")
                .param("now", now())
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query(Boolean.class)
                .optional()
                .map(goesOn -> !goesOn)
                .orElse(false);
    }

    /**
     * Ends a search.
     *
     * @return whether it is to begin again at once
     */
    boolean end(StudyRef study) {
        return jdbc.sql("""
                        update priors_search
                        set state = case when again then 'SEARCHING' else 'DONE' end, again = false, tries = tries + 1,
                            last_problem = '', changed_at = :now
                        where tenant_id = :tenant and study_instance_uid = :study
                        returning state = 'SEARCHING'""")
                .param("now", now())
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query(Boolean.class)
                .optional()
                .orElse(false);
    }

    Optional<Search> search(StudyRef study) {
        return jdbc.sql("select * from priors_search where tenant_id = :tenant and study_instance_uid = :study")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query((row, _) -> new Search(
                        study,
                        SearchState.valueOf(row.getString("state")),
                        row.getInt("tries"),
                        Optional.of(row.getString("last_problem"))
                                .filter(problem -> !problem.isEmpty())
                                .map(PriorsObstacle::named),
                        row.getTimestamp("begun_at").toInstant()))
                .optional();
    }

    void mark(StudyRef study, SearchState state, int tries, String problem) {
        jdbc.sql("""
                update priors_search set state = :state, tries = :tries, last_problem = :problem, changed_at = :now
                where tenant_id = :tenant and study_instance_uid = :study""")
                .param("state", state.name())
                .param("tries", tries)
                .param("problem", problem)
                .param("now", now())
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .update();
    }

    /** Another try in vain; the search goes on. */
    void missed(StudyRef study, int tries, PriorsObstacle obstacle) {
        jdbc.sql("""
                update priors_search set tries = :tries, last_problem = :problem, changed_at = :now
                where tenant_id = :tenant and study_instance_uid = :study""")
                .param("tries", tries)
                .param("problem", obstacle.name())
                .param("now", now())
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .update();
    }

    /** Nobody fetches what is still wanted. */
    void giveUp(StudyRef study) {
        for (var sql : List.of("""
                update priors_search set state = 'GIVEN_UP', changed_at = :now
                where tenant_id = :tenant and study_instance_uid = :study""", """
                update prior set state = 'INCOMPLETE'
                where tenant_id = :tenant and study_instance_uid = :study and state = 'WANTED'""")) {
            jdbc.sql(sql)
                    .param("now", now())
                    .param("tenant", study.tenant().code())
                    .param("study", study.studyInstanceUid())
                    .update();
        }
    }

    void want(StudyRef study, List<Prior> priors) {
        for (int place = 0; place < priors.size(); place++) {
            var prior = priors.get(place);
            jdbc.sql("""
                    insert into prior (tenant_id, study_instance_uid, prior_uid, place, study_date, modality, region,
                                       description, state)
                    values (:tenant, :study, :prior, :place, :date, :modality, :region, :description, 'WANTED')
                    on conflict do nothing""")
                    .param("tenant", study.tenant().code())
                    .param("study", study.studyInstanceUid())
                    .param("prior", prior.ref().studyInstanceUid())
                    .param("place", place)
                    .param("date", Date.valueOf(prior.date()))
                    .param("modality", prior.modality())
                    .param("region", prior.region())
                    .param("description", prior.description())
                    .update();
        }
    }

    void mark(StudyRef study, Prior prior, Prior.State state) {
        jdbc.sql("""
                update prior set state = :state
                where tenant_id = :tenant and study_instance_uid = :study and prior_uid = :prior""")
                .param("state", state.name())
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .param("prior", prior.ref().studyInstanceUid())
                .update();
    }

    /** Whether it was fetched for this or another study. */
    boolean isThere(StudyRef prior) {
        return jdbc.sql("""
                select exists (select from prior
                               where tenant_id = :tenant and prior_uid = :prior and state = 'THERE')""")
                .param("tenant", prior.tenant().code())
                .param("prior", prior.studyInstanceUid())
                .query(Boolean.class)
                .single();
    }

    /** Most relevant first. */
    List<Prior> of(StudyRef study) {
        return jdbc.sql("""
                select * from prior where tenant_id = :tenant and study_instance_uid = :study order by place""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query((row, _) -> new Prior(
                        new StudyRef(study.tenant(), row.getString("prior_uid")),
                        row.getObject("study_date", LocalDate.class),
                        row.getString("modality"),
                        row.getString("region"),
                        row.getString("description"),
                        Prior.State.valueOf(row.getString("state"))))
                .list();
    }

    /** Forgets a study that is no longer held: its search, and that it is a prior of others. */
    void forget(StudyRef study) {
        for (var sql : List.of("""
                delete from prior
                where tenant_id = :tenant and (study_instance_uid = :study or prior_uid = :study)""", """
                delete from priors_search where tenant_id = :tenant and study_instance_uid = :study""")) {
            jdbc.sql(sql)
                    .param("tenant", study.tenant().code())
                    .param("study", study.studyInstanceUid())
                    .update();
        }
    }

    Set<StudyRef> studiesWith(StudyRef prior) {
        return new HashSet<>(jdbc.sql("""
                select study_instance_uid from prior where tenant_id = :tenant and prior_uid = :prior""")
                .param("tenant", prior.tenant().code())
                .param("prior", prior.studyInstanceUid())
                .query((row, _) -> new StudyRef(prior.tenant(), row.getString("study_instance_uid")))
                .list());
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
