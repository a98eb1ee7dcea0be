package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

@Settled
@Component
@Transactional(readOnly = true)
class CountedContents implements StudyContents {

    private final JdbcClient jdbc;

    CountedContents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Map<String, String> modalityBySeries(StudyRef study) {
        return jdbc
                .sql("""
                select series_instance_uid, modality from series
                where tenant_id = :tenant and study_instance_uid = :study""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query((row, _) -> Map.entry(row.getString("series_instance_uid"), row.getString("modality")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public int held(TenantId tenant, Set<String> sopInstanceUids) {
        return jdbc.sql("""
                select count(*) from instance where tenant_id = :tenant and sop_instance_uid = any(:uids)""")
                .param("tenant", tenant.code())
                .param("uids", sopInstanceUids.toArray(String[]::new))
                .query(Integer.class)
                .single();
    }

    @Override
    public int heldBeside(StudyRef study, Set<String> sopInstanceUids) {
        return jdbc.sql("""
                select count(*) from instance
                where tenant_id = :tenant and study_instance_uid = :study
                      and not sop_instance_uid = any(:uids::text[])""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .param("uids", sopInstanceUids.toArray(String[]::new))
                .query(Integer.class)
                .single();
    }

    @Override
    public Set<StudyRef> withSeries(TenantId tenant, Collection<String> seriesInstanceUids) {
        return jdbc
                .sql("""
                select distinct study_instance_uid from series
                where tenant_id = :tenant and series_instance_uid = any(:uids)""")
                .param("tenant", tenant.code())
                .param("uids", seriesInstanceUids.toArray(String[]::new))
                .query((row, _) -> new StudyRef(tenant, row.getString("study_instance_uid")))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public int receivedAfter(StudyRef study, Instant moment) {
        return jdbc.sql("""
                select count(*) from instance
                where tenant_id = :tenant and study_instance_uid = :study and received_at > :moment""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .param("moment", Timestamp.from(moment))
                .query(Integer.class)
                .single();
    }
}
