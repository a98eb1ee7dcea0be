package io.dayside.archive;

import io.dayside.archive.UnusableQuery.Problem;
import io.dayside.dicom.data.Attributes;
import io.dayside.dicom.data.MalformedDataset;
import io.dayside.dicom.data.Tag;
import io.dayside.dicom.data.VR;
import io.dayside.dicom.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Searches in PostgreSQL. The rows of a page are found first; what is counted is counted for them only. */
@Settled
@Component
class IndexSearch implements ArchiveSearch {

    /** As long as a person waits for a list. */
    private static final String LONGEST_SEARCH = "4s";

    private static final String CANCELLED = "57014";

    private static final String PATIENTS = """
            select page.*, counts.*, null as series_attributes, null as instance_attributes
            from (select distinct on (study.patient_id collate "C", study.issuer_of_patient_id)
                         study.tenant_id, study.patient_id, study.issuer_of_patient_id, '' as accession_number,
                         study.attributes as study_attributes
                  from study
                  where %s
                  order by study.patient_id collate "C", study.issuer_of_patient_id, study.study_date desc nulls last,
                           study.study_instance_uid
                  limit :limit offset :offset) page,
                 lateral (select count(*) as studies,
                                 sum((select count(*) from series
                                      where series.tenant_id = study.tenant_id
                                            and series.study_instance_uid = study.study_instance_uid)) as series,
                                 sum((select count(*) from instance
                                      where instance.tenant_id = study.tenant_id
                                            and instance.study_instance_uid = study.study_instance_uid)) as instances
                          from study
                          where study.tenant_id = page.tenant_id and study.patient_id = page.patient_id
                                and study.issuer_of_patient_id = page.issuer_of_patient_id) counts
            order by page.patient_id collate "C", page.issuer_of_patient_id""";

    /** Only what orders the page is read of studies that are not on it. */
    private static final String STUDIES = """
            select study.accession_number, study.attributes as study_attributes, counts.*,
                   null as series_attributes, null as instance_attributes,
                   case when :classes then
                       (select array_agg(distinct sop_class_uid order by sop_class_uid) from instance
                        where instance.tenant_id = page.tenant_id
                              and instance.study_instance_uid = page.study_instance_uid) end as classes
            from (select study.tenant_id, study.study_instance_uid, study.study_date, study.study_time
                  from study
                  where %s
                  order by study.study_date desc nulls last, study.study_time desc nulls last,
                           study.study_instance_uid
                  limit :limit offset :offset) page
                 join study using (tenant_id, study_instance_uid),
                 lateral (select count(*) as series, array_agg(distinct modality order by modality) as modalities,
                                 (select count(*) from instance
                                  where instance.tenant_id = page.tenant_id
                                        and instance.study_instance_uid = page.study_instance_uid) as instances
                          from series
                          where series.tenant_id = page.tenant_id
                                and series.study_instance_uid = page.study_instance_uid) counts
            order by page.study_date desc nulls last, page.study_time desc nulls last, page.study_instance_uid""";

    private static final String SERIES = """
            select page.*, null as instance_attributes,
                   (select count(*) from instance
                    where instance.tenant_id = page.tenant_id
                          and instance.study_instance_uid = page.study_instance_uid
                          and instance.series_instance_uid = page.series_instance_uid) as instances
            from (select study.tenant_id, study.study_instance_uid, study.study_date, study.study_time,
                         study.accession_number, study.attributes as study_attributes,
                         series.series_instance_uid, series.series_number, series.attributes as series_attributes
                  from study join series using (tenant_id, study_instance_uid)
                  where %s
                  order by study.study_date desc nulls last, study.study_time desc nulls last,
                           study.study_instance_uid, series.series_number, series.series_instance_uid
                  limit :limit offset :offset) page
            order by page.study_date desc nulls last, page.study_time desc nulls last, page.study_instance_uid,
                     page.series_number, page.series_instance_uid""";

    private static final String INSTANCES = """
            select study.accession_number, study.attributes as study_attributes,
                   series.attributes as series_attributes, instance.attributes as instance_attributes
            from study
                 join series using (tenant_id, study_instance_uid)
                 join instance using (tenant_id, study_instance_uid, series_instance_uid)
            where %s
            order by study.study_date desc nulls last, study.study_time desc nulls last, study.study_instance_uid,
                     series.series_number, series.series_instance_uid, instance.instance_number,
                     instance.sop_instance_uid
            limit :limit offset :offset""";

    private final JdbcClient jdbc;

    IndexSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    @Transactional(readOnly = true, rollbackFor = UnusableQuery.class)
    public SearchResult search(ArchiveQuery query) throws UnusableQuery {
        var conditions = SearchConditions.of(query);
        var found = rows(query, conditions);
        boolean more = found.size() > query.limit();
        return new SearchResult(
                more ? found.subList(0, query.limit()) : found,
                more,
                conditions.ignoredKeys().stream().distinct().toList());
    }

    private List<Attributes> rows(ArchiveQuery query, SearchConditions conditions) throws UnusableQuery {
        try {
            jdbc.sql("set local statement_timeout = '" + LONGEST_SEARCH + "'").update();
            return jdbc.sql(statement(query.level()).formatted(conditions.sql()))
                    .params(conditions.parameters())
                    .param("classes", query.keys().contains(Tag.SOPClassesInStudy))
                    .param("limit", query.limit() + 1)
                    .param("offset", query.offset())
                    .query((row, _) -> match(query.level(), row))
                    .list();
        } catch (DataAccessException e) {
            if (e.getRootCause() instanceof SQLException cause && CANCELLED.equals(cause.getSQLState())) {
                throw new UnusableQuery(Problem.TAKES_TOO_LONG);
            }
            throw e;
        }
    }

    private static String statement(SearchLevel level) {
        return switch (level) {
            case PATIENT -> PATIENTS;
            case STUDY -> STUDIES;
            case SERIES -> SERIES;
            case INSTANCE -> INSTANCES;
        };
    }

    private static Attributes match(SearchLevel level, ResultSet row) throws SQLException {
        var match = new Attributes();
        for (var column : List.of("study_attributes", "series_attributes", "instance_attributes")) {
            addJson(row.getString(column), match);
        }
        match.setString(Tag.SpecificCharacterSet, VR.CS, "ISO_IR 192");
        match.setString(Tag.InstanceAvailability, VR.CS, "ONLINE");
        addAccession(row.getString("accession_number"), match);
        addCounts(level, row, match);
        return level == SearchLevel.PATIENT ? ofPatient(match) : match;
    }

    private static void addJson(@Nullable String json, Attributes to) throws SQLException {
        if (json == null) {
            return;
        }
        try {
            to.addAll(JsonReader.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))
                    .attributes());
        } catch (IOException | MalformedDataset e) {
            throw new SQLException("attributes that were indexed cannot be read", e);
        }
    }

    /** May have come with a later instance than the other attributes. */
    private static void addAccession(String accession, Attributes match) {
        if (!accession.isEmpty()) {
            match.setString(Tag.AccessionNumber, VR.SH, accession);
        }
    }

    private static void addCounts(SearchLevel level, ResultSet row, Attributes match) throws SQLException {
        switch (level) {
            case PATIENT -> {
                match.setInt(Tag.NumberOfPatientRelatedStudies, VR.IS, row.getInt("studies"));
                match.setInt(Tag.NumberOfPatientRelatedSeries, VR.IS, row.getInt("series"));
                match.setInt(Tag.NumberOfPatientRelatedInstances, VR.IS, row.getInt("instances"));
            }
            case STUDY -> {
                match.setInt(Tag.NumberOfStudyRelatedSeries, VR.IS, row.getInt("series"));
                match.setInt(Tag.NumberOfStudyRelatedInstances, VR.IS, row.getInt("instances"));
                addTexts(row, "modalities", Tag.ModalitiesInStudy, VR.CS, match);
                addTexts(row, "classes", Tag.SOPClassesInStudy, VR.UI, match);
            }
            case SERIES -> match.setInt(Tag.NumberOfSeriesRelatedInstances, VR.IS, row.getInt("instances"));
            case INSTANCE -> {}
        }
    }

    private static void addTexts(ResultSet row, String column, int tag, VR vr, Attributes match) throws SQLException {
        var array = row.getArray(column);
        if (array != null) {
            match.setString(tag, vr, (String[]) array.getArray());
        }
    }

    private static Attributes ofPatient(Attributes match) {
        IndexedAttributes.OF_STUDY.stream()
                .filter(tag -> !IndexedAttributes.OF_PATIENT.contains(tag))
                .forEach(match::remove);
        return match;
    }
}
