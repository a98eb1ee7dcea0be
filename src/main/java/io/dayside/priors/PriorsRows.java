package io.dayside.priors;

import io.dayside.archive.StudyRef;
import io.dayside.tenancy.TenantId;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Tables {@code priors_rule}, {@code priors_search} and {@code prior}. */
@Repository
@Transactional
class PriorsRows {

    private final JdbcClient jdbc;
    private final Clock clock;

    PriorsRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Map<String, PriorsRule> rules() {
        return jdbc.sql("select * from priors_rule").query(PriorsRows::rule).list().stream()
                .collect(Collectors.toMap(rule -> rule.tenant().code(), rule -> rule));
    }

    Optional<PriorsRule> rule(TenantId tenant) {
        return jdbc.sql("select * from priors_rule where tenant_id = :tenant")
                .param("tenant", tenant.code())
                .query(PriorsRows::rule)
                .optional();
    }

    private static PriorsRule rule(ResultSet row, int number) throws SQLException {
        return new PriorsRule(
                new TenantId(row.getString("tenant_id")),
                row.getString("pacs"),
                row.getInt("most"),
                row.getInt("years"));
    }

    void keep(PriorsRule rule) {
        jdbc.sql("""
                insert into priors_rule (tenant_id, pacs, most, years) values (:tenant, :pacs, :most, :years)
                on conflict (tenant_id) do update
                set pacs = excluded.pacs, most = excluded.most, years = excluded.years""")
                .param("tenant", rule.tenant().code())
                .param("pacs", rule.pacs())
                .param("most", rule.most())
                .param("years", rule.years())
                .update();
    }

    void remove(TenantId tenant) {
        jdbc.sql("delete from priors_rule where tenant_id = :tenant")
                .param("tenant", tenant.code())
                .update();
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

    record Search(StudyRef study, SearchState state, int tries, Instant begunAt) {}

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

    Optional<Search> search(StudyRef study) {
        return jdbc.sql("select * from priors_search where tenant_id = :tenant and study_instance_uid = :study")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query((row, _) -> new Search(
                        study,
                        SearchState.valueOf(row.getString("state")),
                        row.getInt("tries"),
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
