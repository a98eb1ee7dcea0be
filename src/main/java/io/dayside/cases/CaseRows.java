package io.dayside.cases;

import io.dayside.archive.StudyRef;
import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import io.dayside.triage.Assessment;
import io.dayside.triage.Severity;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Tables {@code reading_case} and {@code case_number}. */
@Repository
class CaseRows {

    private final JdbcClient jdbc;

    CaseRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    long nextNumber(TenantId tenant, int year) {
        return jdbc.sql("""
                insert into case_number (tenant_id, year, last) values (:tenant, :year, 1)
                on conflict (tenant_id, year) do update set last = case_number.last + 1 returning last""")
                .param("tenant", tenant.code())
                .param("year", year)
                .query(Long.class)
                .single();
    }

    void insert(Case work, int round) {
        jdbc.sql("""
                insert into reading_case (tenant_id, id, number, state, state_since, study_instance_uid,
                    study_completed_at, study_round, order_id, facility, jurisdiction, priority, accession_number,
                    modality, body_part, procedure, clinical_history, patient_id, patient_name, patient_birth_date,
                    patient_sex, assessment, assessment_reason, top_probability, top_severity, top_label)
                values (:tenant, :id, :number, :state, :since, :study, :completed, :round, :order, :facility,
                    :jurisdiction, :priority, :accession, :modality, :bodyPart, :procedure, :history, :patientId,
                    :patientName, :birthDate, :sex, :assessment, :assessmentReason, :topProbability, :topSeverity,
                    :topLabel)""")
                .param("tenant", work.id().tenant().code())
                .param("id", work.id().id())
                .param("number", work.number())
                .param("state", work.state().name())
                .param("since", Timestamp.from(work.stateSince()))
                .param("study", work.study().studyInstanceUid())
                .param("completed", Timestamp.from(work.studyCompletedAt()))
                .param("round", round)
                .param("order", work.order())
                .param("facility", work.facility())
                .param("jurisdiction", work.jurisdiction())
                .param("priority", work.priority().name())
                .param("accession", work.accessionNumber())
                .param("modality", work.modality())
                .param("bodyPart", work.bodyPart())
                .param("procedure", work.procedure())
                .param("history", work.clinicalHistory())
                .param("patientId", work.patientId())
                .param("patientName", work.patientName())
                .param("birthDate", work.patientBirthDate())
                .param("sex", work.patientSex())
                .param("assessment", work.assessment().name())
                .param("assessmentReason", work.assessmentReason())
                .param("topProbability", work.topProbability())
                .param("topSeverity", work.topSeverity().name())
                .param("topLabel", work.topLabel())
                .update();
    }

    Optional<Case> find(CaseId id) {
        return one("where tenant_id = :tenant and id = :id", id);
    }

    Optional<Case> findForUpdate(CaseId id) {
        return one("where tenant_id = :tenant and id = :id for update", id);
    }

    private Optional<Case> one(String condition, CaseId id) {
        return jdbc.sql("select * from reading_case " + condition)
                .param("tenant", id.tenant().code())
                .param("id", id.id())
                .query(CaseRows::row)
                .optional();
    }

    Optional<Case> of(StudyRef study) {
        return jdbc.sql("select * from reading_case where tenant_id = :tenant and study_instance_uid = :study")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query(CaseRows::row)
                .optional();
    }

    Optional<Case> ofForUpdate(StudyRef study) {
        return of(study).flatMap(found -> findForUpdate(found.id()));
    }

    List<Case> ofOrderForUpdate(TenantId tenant, UUID order) {
        return jdbc.sql(
                        "select * from reading_case where tenant_id = :tenant and order_id = :order order by id for update")
                .param("tenant", tenant.code())
                .param("order", order)
                .query(CaseRows::row)
                .list();
    }

    List<Case> in(Set<CaseState> states) {
        return jdbc.sql("select * from reading_case where state = any(:states) order by study_completed_at, id")
                .param("states", names(states))
                .query(CaseRows::row)
                .list();
    }

    List<Case> cameInto(Set<CaseState> states, Instant since, int limit) {
        return jdbc.sql("""
                select * from reading_case where state = any(:states) and state_since >= :since
                order by state_since desc, id limit :limit""")
                .param("states", names(states))
                .param("since", Timestamp.from(since))
                .param("limit", limit)
                .query(CaseRows::row)
                .list();
    }

    List<Case> search(String text, int limit) {
        return jdbc.sql("""
                select * from reading_case
                where starts_with(lower(number), :text) or starts_with(lower(accession_number), :text)
                   or starts_with(lower(patient_id), :text) or starts_with(lower(patient_name), :text)
                order by study_completed_at desc, id limit :limit""")
                .param("text", text)
                .param("limit", limit)
                .query(CaseRows::row)
                .list();
    }

    List<Case> ofSamePatient(CaseId id, int limit) {
        return jdbc.sql("""
                select other.* from reading_case one
                join reading_case other on other.tenant_id = one.tenant_id and other.patient_id = one.patient_id
                 and other.id <> one.id
                where one.tenant_id = :tenant and one.id = :id and one.patient_id <> ''
                order by other.study_completed_at desc, other.id limit :limit""")
                .param("tenant", id.tenant().code())
                .param("id", id.id())
                .param("limit", limit)
                .query(CaseRows::row)
                .list();
    }

    List<Case> all(Collection<CaseId> ids) {
        return jdbc.sql("select * from reading_case where id = any(:ids)")
                .param("ids", ids.stream().map(CaseId::id).toArray(UUID[]::new))
                .query(CaseRows::row)
                .list();
    }

    Map<CaseId, String> numbers(Collection<CaseId> ids) {
        return jdbc
                .sql("select tenant_id, id, number from reading_case where id = any(:ids)")
                .param("ids", ids.stream().map(CaseId::id).toArray(UUID[]::new))
                .query((row, _) -> Map.entry(
                        new CaseId(new TenantId(row.getString("tenant_id")), row.getObject("id", UUID.class)),
                        row.getString("number")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    Map<StudyRef, String> numbersOf(Collection<StudyRef> studies) {
        return jdbc
                .sql(
                        "select tenant_id, study_instance_uid, number from reading_case where study_instance_uid = any(:uids)")
                .param("uids", studies.stream().map(StudyRef::studyInstanceUid).toArray(String[]::new))
                .query((row, _) -> Map.entry(
                        new StudyRef(new TenantId(row.getString("tenant_id")), row.getString("study_instance_uid")),
                        row.getString("number")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void updateState(CaseId id, CaseState state, Instant since) {
        jdbc.sql("""
                update reading_case set state = :state, state_since = :since
                where tenant_id = :tenant and id = :id""")
                .param("state", state.name())
                .param("since", Timestamp.from(since))
                .param("tenant", id.tenant().code())
                .param("id", id.id())
                .update();
    }

    /** Stores everything but the state. */
    void updateContent(Case work) {
        jdbc.sql("""
                update reading_case set order_id = :order, priority = :priority, accession_number = :accession,
                    procedure = :procedure, clinical_history = :history, body_part = :bodyPart,
                    assessment = :assessment, assessment_reason = :assessmentReason,
                    top_probability = :topProbability, top_severity = :topSeverity, top_label = :topLabel
                where tenant_id = :tenant and id = :id""")
                .param("order", work.order())
                .param("priority", work.priority().name())
                .param("accession", work.accessionNumber())
                .param("procedure", work.procedure())
                .param("history", work.clinicalHistory())
                .param("bodyPart", work.bodyPart())
                .param("assessment", work.assessment().name())
                .param("assessmentReason", work.assessmentReason())
                .param("topProbability", work.topProbability())
                .param("topSeverity", work.topSeverity().name())
                .param("topLabel", work.topLabel())
                .param("tenant", work.id().tenant().code())
                .param("id", work.id().id())
                .update();
    }

    void updateRound(CaseId id, int round) {
        jdbc.sql("update reading_case set study_round = :round where tenant_id = :tenant and id = :id")
                .param("round", round)
                .param("tenant", id.tenant().code())
                .param("id", id.id())
                .update();
    }

    private static String[] names(Set<CaseState> states) {
        return states.stream().map(CaseState::name).toArray(String[]::new);
    }

    private static Case row(ResultSet row, int number) throws SQLException {
        var tenant = new TenantId(row.getString("tenant_id"));
        return new Case(
                new CaseId(tenant, row.getObject("id", UUID.class)),
                row.getString("number"),
                CaseState.valueOf(row.getString("state")),
                new StudyRef(tenant, row.getString("study_instance_uid")),
                row.getObject("order_id", UUID.class),
                row.getString("facility"),
                row.getString("jurisdiction"),
                Priority.valueOf(row.getString("priority")),
                row.getString("accession_number"),
                row.getString("modality"),
                row.getString("body_part"),
                row.getString("procedure"),
                row.getString("clinical_history"),
                row.getString("patient_id"),
                row.getString("patient_name"),
                row.getObject("patient_birth_date", LocalDate.class),
                row.getString("patient_sex"),
                row.getTimestamp("study_completed_at").toInstant(),
                row.getTimestamp("state_since").toInstant(),
                Assessment.Status.valueOf(row.getString("assessment")),
                row.getString("assessment_reason"),
                row.getDouble("top_probability"),
                Severity.valueOf(row.getString("top_severity")),
                row.getString("top_label"));
    }
}
