package io.dayside.workbench;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;

/**
 * An index of as many instances as one wants, without their bytes: rows of one object that really came, written again with
 * other identifiers, names and dates. A study has two series of fifty instances; a patient two studies; study dates lie
 * evenly in ten years.
 */
final class FilledIndex {

    static final int SERIES = 2;
    static final int INSTANCES_OF_SERIES = 50;
    static final int INSTANCES_OF_STUDY = SERIES * INSTANCES_OF_SERIES;
    static final int STUDIES_OF_PATIENT = 2;
    static final int FIRST_YEAR = 2016;
    static final int YEARS = 10;

    /** First letters of family names, each as frequent. */
    static final int LETTERS = 10;

    private static final int STUDIES_A_TRANSACTION = 1_000;
    private static final long SEGMENT_BYTES = 256L * 1024 * 1024;

    /** As many CT slices as a segment holds. */
    private static final int INSTANCES_OF_SEGMENT = 480;

    private static final int SLICE_BYTES = 526_336;

    private static final String STUDY_UID = "('2.25.77' || lpad(n::text, 8, '0'))";
    private static final String SERIES_UID = "(" + STUDY_UID + " || '.' || s)";
    private static final String INSTANCE_UID = "(" + SERIES_UID + " || '.' || i)";
    private static final String PATIENT_ID = "('P' || n / " + STUDIES_OF_PATIENT + ")";
    private static final String ACCESSION = "('A' || n)";
    private static final String FAMILY = "('Bench' || chr(65 + n % " + LETTERS + ") || lpad(n::text, 8, '0'))";
    private static final String NAME = "(" + FAMILY + " || '^Given')";
    private static final String DATE =
            "(date '" + FIRST_YEAR + "-01-01' + (n::bigint * 7919 % " + YEARS * 365 + ")::int)";
    private static final String NUMBER_OF_ALL =
            "((n::bigint * %d + s - 1) * %d + i - 1)".formatted(SERIES, INSTANCES_OF_SERIES);

    private static final String STUDIES = """
            insert into study
            select filled.* from study template, generate_series(?, ?) n, lateral jsonb_populate_record(template,
                jsonb_build_object('study_instance_uid', %s, 'patient_id', %s, 'accession_number', %s,
                                   'patient_name', %s, 'study_date', %s,
                                   'attributes', template.attributes || %s || %s || %s || %s || %s)) filled
            where template.study_instance_uid = ?""".formatted(
                    STUDY_UID,
                    PATIENT_ID,
                    ACCESSION,
                    NAME,
                    DATE,
                    attribute("0020000D", "UI", STUDY_UID),
                    attribute("00080050", "SH", ACCESSION),
                    attribute("00100020", "LO", PATIENT_ID),
                    attribute("00080020", "DA", "to_char(" + DATE + ", 'YYYYMMDD')"),
                    attribute("00100010", "PN", "jsonb_build_object('Alphabetic', " + NAME + ")"));

    private static final String NAMES = """
            insert into study_name (tenant_id, study_instance_uid, kind, value)
            select tenant_id, %s, kind, case
                       when kind like '%%sound' then left(value, 1) || lpad((n %% 1000)::text, 3, '0')
                       when kind like 'patient%%' then replace(value, 'SYNTHETIC', upper(%s)) else value end
            from study_name template, generate_series(?, ?) n
            where template.study_instance_uid = ?
            on conflict do nothing""".formatted(STUDY_UID, FAMILY);

    private static final String SERIES_ROWS = """
            insert into series
            select filled.* from series template, generate_series(?, ?) n, generate_series(1, %d) s,
                lateral jsonb_populate_record(template, jsonb_build_object(
                    'study_instance_uid', %s, 'series_instance_uid', %s, 'series_number', s,
                    'attributes', template.attributes || %s || %s)) filled
            where template.study_instance_uid = ?""".formatted(
            SERIES, STUDY_UID, SERIES_UID, attribute("0020000E", "UI", SERIES_UID), attribute("00200011", "IS", "s"));

    private static final String INSTANCES = """
            insert into instance
            select filled.* from instance template, generate_series(?, ?) n, generate_series(1, %d) s,
                generate_series(1, %d) i, lateral jsonb_populate_record(template, jsonb_build_object(
                    'study_instance_uid', %s, 'series_instance_uid', %s, 'sop_instance_uid', %s, 'instance_number', i,
                    'object_name', 'segments/' || md5('segment' || %s)::uuid || '.seg', 'object_offset', %s,
                    'received_at', template.received_at - %s * interval '1 second',
                    'attributes', template.attributes || %s || %s)) filled
            where template.study_instance_uid = ?""".formatted(
                    SERIES,
                    INSTANCES_OF_SERIES,
                    STUDY_UID,
                    SERIES_UID,
                    INSTANCE_UID,
                    NUMBER_OF_ALL + " / " + INSTANCES_OF_SEGMENT,
                    NUMBER_OF_ALL + " % " + INSTANCES_OF_SEGMENT + " * " + SLICE_BYTES,
                    NUMBER_OF_ALL,
                    attribute("00080018", "UI", INSTANCE_UID),
                    attribute("00200013", "IS", "i"));

    private static final String SEGMENTS = """
            insert into segment (tenant_id, name, indexed_bytes, sealed)
            select distinct ?, object_name, ?::bigint, true from instance
            where study_instance_uid like '2.25.77%' on conflict do nothing""";

    private final IngestStand stand;
    private final String template;
    private int studies;

    /** @param template Study Instance UID of a study of one instance that was stored, of a patient named Synthetic */
    FilledIndex(IngestStand stand, String template) {
        this.stand = stand;
        this.template = template;
    }

    /** An attribute of DICOM JSON with one value, PS3.18 F.2. */
    private static String attribute(String tag, String vr, String value) {
        return "jsonb_build_object('%s', jsonb_build_object('vr', '%s', 'Value', jsonb_build_array(%s)))"
                .formatted(tag, vr, value);
    }

    /** Studies that were made. They are numbered from 0. */
    int studies() {
        return studies;
    }

    int instances() {
        return studies * INSTANCES_OF_STUDY;
    }

    static String studyUid(int study) {
        return String.format(Locale.ROOT, "2.25.77%08d", study);
    }

    static String seriesUid(int study, int series) {
        return studyUid(study) + "." + series;
    }

    static String familyName(int study) {
        return String.format(Locale.ROOT, "Bench%c%08d", 'A' + study % LETTERS, study);
    }

    /** Adds rows until there are so many instances, then counts what the planner goes by. */
    void growTo(int instances) throws SQLException {
        int wanted = instances / INSTANCES_OF_STUDY;
        try (var connection = stand.connect();
                var once = connection.createStatement()) {
            once.execute("set synchronous_commit = off");
            connection.setAutoCommit(false);
            while (studies < wanted) {
                int last = Math.min(wanted, studies + STUDIES_A_TRANSACTION) - 1;
                for (String sql : new String[] {STUDIES, NAMES, SERIES_ROWS, INSTANCES}) {
                    insert(connection, sql, last);
                }
                connection.commit();
                studies = last + 1;
            }
            try (var segments = connection.prepareStatement(SEGMENTS)) {
                segments.setString(1, IngestStand.TENANT);
                segments.setLong(2, SEGMENT_BYTES);
                segments.executeUpdate();
            }
            connection.commit();
        }
        try (var owner = stand.connectAsOwner();
                var once = owner.createStatement()) {
            once.execute("vacuum analyze");
        }
    }

    private void insert(Connection connection, String sql, int last) throws SQLException {
        try (var rows = connection.prepareStatement(sql)) {
            rows.setInt(1, studies);
            rows.setInt(2, last);
            rows.setString(3, template);
            rows.executeUpdate();
        }
    }

    /** Puts a file of the right name and size, without content, wherever a row says that one lies. */
    void makeSegments() throws SQLException, IOException {
        try (var connection = stand.connect();
                var names = connection.prepareStatement("select name from segment where sealed");
                var found = names.executeQuery()) {
            while (found.next()) {
                Path file = stand.objects().resolve(found.getString(1));
                if (!Files.exists(file)) {
                    try (var sparse = new RandomAccessFile(file.toFile(), "rw")) {
                        sparse.setLength(SEGMENT_BYTES);
                    }
                }
            }
        }
    }
}
