package io.dayside.archive;

import io.dayside.archive.StoreOutcome.Reason;
import io.dayside.tenancy.TenantId;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Questions to the index. */
@Settled
@Component
@Transactional(readOnly = true)
class Catalogue implements Studies {

    /** The first series with pictures speaks for the study; reports, presentations and the like only if alone. */
    static final String STUDY = """
            select study.*, coalesce(leading_series.modality, '') as modality,
                   coalesce(leading_series.body_part_examined, '') as body_part_examined,
                   (select count(*) from series
                    where series.tenant_id = study.tenant_id
                          and series.study_instance_uid = study.study_instance_uid) as series,
                   arrivals.instances, coalesce(arrivals.last_received, study.first_received) as last_received
            from study
            left join lateral (
                select modality, body_part_examined from series
                where series.tenant_id = study.tenant_id and series.study_instance_uid = study.study_instance_uid
                order by modality in ('', 'SR', 'PR', 'KO', 'SEG', 'DOC', 'RTSTRUCT', 'RTPLAN', 'RTDOSE', 'RWV', 'REG',
                                      'ANN', 'OT'),
                         series_number, series_instance_uid
                limit 1) leading_series on true
            left join lateral (
                select count(*) as instances, max(received_at) as last_received from instance
                where instance.tenant_id = study.tenant_id
                      and instance.study_instance_uid = study.study_instance_uid) arrivals on true
            """;

    /** All but what searches answer with, which takes more room than all else. */
    static final String INSTANCE = """
            select instance.tenant_id, instance.study_instance_uid, instance.series_instance_uid,
                   instance.sop_instance_uid, instance.sop_class_uid, instance.transfer_syntax_uid,
                   instance.instance_number, instance.frames, instance.rows, instance.columns,
                   instance.image_position, instance.image_orientation,
                   instance.object_name, instance.object_offset, instance.dataset_offset, instance.dataset_bytes,
                   instance.dataset_sha256, instance.damaged_at is not null as damaged,
                   series.series_number, series.series_description, series.modality
            from instance join series using (tenant_id, study_instance_uid, series_instance_uid)
            """;

    private final JdbcClient jdbc;

    Catalogue(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ArchivedStudy> study(StudyRef study) {
        return jdbc.sql(STUDY + "where study.tenant_id = :tenant and study.study_instance_uid = :study")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query(Catalogue::studyRow)
                .optional();
    }

    @Override
    public List<ArchivedStudy> newest(@Nullable ArchivedStudy before, int limit) {
        var page = before == null ? "" : """
                where (study.first_received, study.study_instance_uid, study.tenant_id) < (:at, :study, :tenant)
                """;
        var query = jdbc.sql(STUDY + page + """
                order by study.first_received desc, study.study_instance_uid desc, study.tenant_id desc
                limit :limit""").param("limit", limit);
        if (before != null) {
            query = query.param("at", Timestamp.from(before.firstReceived()))
                    .param("study", before.ref().studyInstanceUid())
                    .param("tenant", before.ref().tenant().code());
        }
        return query.query(Catalogue::studyRow).list();
    }

    @Override
    public List<ArchivedStudy> withAccession(TenantId tenant, String accessionNumber) {
        if (accessionNumber.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(STUDY + """
                where study.tenant_id = :tenant and study.accession_number = :accession
                      and study.accession_number <> ''
                order by study.first_received""")
                .param("tenant", tenant.code())
                .param("accession", accessionNumber)
                .query(Catalogue::studyRow)
                .list();
    }

    @Override
    public List<ArchivedStudy> all(Collection<StudyRef> wanted) {
        return jdbc.sql(STUDY + """
                where (study.tenant_id, study.study_instance_uid)
                      in (select * from unnest(:tenants::text[], :studies::text[]))""")
                .param(
                        "tenants",
                        wanted.stream().map(study -> study.tenant().code()).toArray(String[]::new))
                .param(
                        "studies",
                        wanted.stream().map(StudyRef::studyInstanceUid).toArray(String[]::new))
                .query(Catalogue::studyRow)
                .list();
    }

    List<ArchivedInstance> instances(StudyRef study) {
        var bySeries = jdbc
                .sql(INSTANCE + """
                where instance.tenant_id = :tenant and instance.study_instance_uid = :study
                order by series.series_number, series.series_instance_uid""")
                .param("tenant", study.tenant().code())
                .param("study", study.studyInstanceUid())
                .query((row, _) -> placedRow(row))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        placed -> placed.instance().seriesInstanceUid(), LinkedHashMap::new, Collectors.toList()));
        return bySeries.values().stream()
                .flatMap(series -> StackOrder.of(series).stream())
                .toList();
    }

    @Override
    public Optional<ArchivedInstance> instance(TenantId tenant, String sopInstanceUid) {
        return jdbc.sql(INSTANCE + "where instance.tenant_id = :tenant and instance.sop_instance_uid = :sop")
                .param("tenant", tenant.code())
                .param("sop", sopInstanceUid)
                .query((row, _) -> instanceRow(row))
                .optional();
    }

    @Override
    public Map<TenantId, Instant> lastReceived(Set<TenantId> tenants) {
        return jdbc
                .sql("""
                select wanted.tenant_id, newest.received_at from unnest(:tenants) wanted (tenant_id)
                join lateral (
                    select received_at from instance where instance.tenant_id = wanted.tenant_id
                    order by received_at desc limit 1) newest on true""")
                .param("tenants", tenants.stream().map(TenantId::code).toArray(String[]::new))
                .query((row, _) -> Map.entry(new TenantId(row.getString("tenant_id")), instant(row, "received_at")))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public List<QuarantinedInstance> quarantined(int limit) {
        return jdbc.sql("""
                select * from quarantined_instance where decided_at is null
                order by received_at desc, sop_instance_uid limit :limit""")
                .param("limit", limit)
                .query((row, _) -> new QuarantinedInstance(
                        ref(row),
                        row.getString("sop_instance_uid"),
                        HexFormat.of().formatHex(row.getBytes("dataset_sha256")),
                        Reason.valueOf(row.getString("reason")),
                        row.getString("patient_id"),
                        row.getString("issuer_of_patient_id"),
                        row.getString("sender"),
                        row.getLong("dataset_bytes"),
                        instant(row, "received_at")))
                .list();
    }

    /** @param damaged whether it was last found to differ from what was received */
    record Held(StoredObject object, boolean damaged) {

        Placement place() {
            return object.place();
        }
    }

    /** Where the object of an instance lies. */
    Optional<Held> held(TenantId tenant, String sopInstanceUid) {
        return jdbc.sql("""
                select object_name, object_offset, dataset_offset, dataset_bytes, dataset_sha256,
                       damaged_at is not null as damaged
                from instance where tenant_id = :tenant and sop_instance_uid = :sop""")
                .param("tenant", tenant.code())
                .param("sop", sopInstanceUid)
                .query((row, _) -> new Held(objectRow(row), row.getBoolean("damaged")))
                .optional();
    }

    static StoredObject objectRow(ResultSet row) throws SQLException {
        return new StoredObject(
                new Placement(
                        row.getString("object_name"),
                        row.getLong("object_offset"),
                        row.getLong("dataset_offset"),
                        row.getLong("dataset_bytes")),
                row.getBytes("dataset_sha256"));
    }

    static ArchivedStudy studyRow(ResultSet row, int number) throws SQLException {
        var studyInstant = row.getTimestamp("study_instant");
        return new ArchivedStudy(
                ref(row),
                row.getString("facility"),
                row.getString("sender"),
                row.getString("patient_id"),
                row.getString("issuer_of_patient_id"),
                row.getString("patient_name"),
                row.getObject("patient_birth_date", LocalDate.class),
                row.getString("patient_sex"),
                row.getString("accession_number"),
                row.getString("study_description"),
                row.getString("modality"),
                row.getString("body_part_examined"),
                studyInstant == null ? null : studyInstant.toInstant(),
                row.getInt("series"),
                row.getInt("instances"),
                instant(row, "first_received"),
                instant(row, "last_received"));
    }

    private static StackOrder.Placed placedRow(ResultSet row) throws SQLException {
        return new StackOrder.Placed(
                instanceRow(row), numbers(row.getArray("image_position")), numbers(row.getArray("image_orientation")));
    }

    static ArchivedInstance instanceRow(ResultSet row) throws SQLException {
        return new ArchivedInstance(
                ref(row),
                row.getString("series_instance_uid"),
                row.getInt("series_number"),
                row.getString("series_description"),
                row.getString("modality"),
                row.getString("sop_class_uid"),
                row.getString("sop_instance_uid"),
                row.getInt("instance_number"),
                row.getString("transfer_syntax_uid"),
                row.getInt("frames"),
                row.getInt("rows"),
                row.getInt("columns"),
                row.getLong("dataset_bytes"),
                HexFormat.of().formatHex(row.getBytes("dataset_sha256")));
    }

    private static double @Nullable [] numbers(@Nullable Array column) throws SQLException {
        if (column == null) {
            return null;
        }
        var boxed = (Double[]) column.getArray();
        var numbers = new double[boxed.length];
        for (int i = 0; i < boxed.length; i++) {
            numbers[i] = boxed[i];
        }
        return numbers;
    }

    private static StudyRef ref(ResultSet row) throws SQLException {
        return new StudyRef(new TenantId(row.getString("tenant_id")), row.getString("study_instance_uid"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getTimestamp(column).toInstant();
    }
}
