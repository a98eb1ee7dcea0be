package io.dayside.intake;

import io.dayside.archive.ArchivedStudy;
import io.dayside.archive.SilentStudies;
import io.dayside.archive.SilentStudies.SilentStudy;
import io.dayside.archive.StudyRef;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Studies that are not complete yet. Joins the running transaction. */
@Component
class ReceivingStudies {

    /** More than senders send at once; of more, silence is not compared. */
    private static final int MOST_COMPARED = 10_000;

    private final JdbcClient jdbc;
    private final SilentStudies silence;
    private final Tenants tenants;

    ReceivingStudies(JdbcClient jdbc, SilentStudies silence, Tenants tenants) {
        this.jdbc = jdbc;
        this.silence = silence;
        this.tenants = tenants;
    }

    /** How many images they wait for. */
    private record Counts(int round, int ordered, int steps) {}

    /** Those that have been silent for longest, the longest silence first. */
    List<ReceivingStudy> longestSilent(Set<TenantId> hospitals, int limit) {
        return longestSilent(receiving(hospitals), limit);
    }

    Optional<ReceivingStudy> of(StudyRef study) {
        return longestSilent(List.of(study), 1).stream().findFirst();
    }

    private List<ReceivingStudy> longestSilent(Collection<StudyRef> among, int limit) {
        var silent = silence.longest(among, limit);
        var counts = counts(
                silent.stream().map(SilentStudy::study).map(ArchivedStudy::ref).toList());
        return silent.stream()
                .flatMap(one -> Optional.ofNullable(counts.get(one.study().ref())).stream()
                        .map(counted -> receiving(one, counted)))
                .toList();
    }

    private ReceivingStudy receiving(SilentStudy silent, Counts counts) {
        var study = silent.study();
        var quietTime = tenants.get(study.ref().tenant()).quietTime(silent.modalities());
        return new ReceivingStudy(study, counts.round(), counts.ordered(), counts.steps(), quietTime);
    }

    private List<StudyRef> receiving(Set<TenantId> hospitals) {
        return jdbc.sql("""
                select tenant_id, study_instance_uid from study_progress
                where state = 'RECEIVING' and tenant_id = any(:tenants) limit :most""")
                .param("tenants", hospitals.stream().map(TenantId::code).toArray(String[]::new))
                .param("most", MOST_COMPARED)
                .query((row, _) -> ref(row))
                .list();
    }

    /** Of those that have not become complete meanwhile. */
    private Map<StudyRef, Counts> counts(Collection<StudyRef> studies) {
        return jdbc
                .sql("""
                select standing.* from unnest(:tenants::text[], :studies::text[]) wanted (tenant_id, study_instance_uid)
                join study_standing standing using (tenant_id, study_instance_uid)
                where standing.state = 'RECEIVING'""")
                .param(
                        "tenants",
                        studies.stream().map(study -> study.tenant().code()).toArray(String[]::new))
                .param(
                        "studies",
                        studies.stream().map(StudyRef::studyInstanceUid).toArray(String[]::new))
                .query((row, _) -> Map.entry(ref(row), counts(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Counts counts(ResultSet row) throws SQLException {
        return new Counts(row.getInt("round"), row.getInt("expected_instances"), row.getInt("step_instances"));
    }

    private static StudyRef ref(ResultSet row) throws SQLException {
        return new StudyRef(new TenantId(row.getString("tenant_id")), row.getString("study_instance_uid"));
    }
}
