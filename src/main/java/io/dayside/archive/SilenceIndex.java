package io.dayside.archive;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The newest instance of each study is the first in an index; only of the studies that are returned all are counted. */
@Settled
@Component
@Transactional(readOnly = true)
class SilenceIndex implements SilentStudies {

    private static final String LONGEST = """
            with silent as (
                select wanted.tenant_id, wanted.study_instance_uid
                from unnest(:tenants::text[], :studies::text[]) wanted (tenant_id, study_instance_uid)
                join lateral (
                    select received_at from instance
                    where instance.tenant_id = wanted.tenant_id
                          and instance.study_instance_uid = wanted.study_instance_uid
                    order by received_at desc limit 1) newest on true
                order by newest.received_at, wanted.study_instance_uid, wanted.tenant_id
                limit :limit)
            select found.*, array(select distinct modality from series
                                  where series.tenant_id = found.tenant_id
                                        and series.study_instance_uid = found.study_instance_uid) as modalities
            from (""" + Catalogue.STUDY + """
                  where (study.tenant_id, study.study_instance_uid) in (select * from silent)) found
            order by last_received, study_instance_uid, tenant_id""";

    private final JdbcClient jdbc;

    SilenceIndex(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<SilentStudy> longest(Collection<StudyRef> among, int limit) {
        return jdbc.sql(LONGEST)
                .param("tenants", array(among, study -> study.tenant().code()))
                .param("studies", array(among, StudyRef::studyInstanceUid))
                .param("limit", limit)
                .query(SilenceIndex::silentRow)
                .list();
    }

    private static String[] array(Collection<StudyRef> studies, Function<StudyRef, String> part) {
        return studies.stream().map(part).toArray(String[]::new);
    }

    private static SilentStudy silentRow(ResultSet row, int number) throws SQLException {
        var modalities = (String[]) row.getArray("modalities").getArray();
        return new SilentStudy(Catalogue.studyRow(row, number), Set.of(modalities));
    }
}
