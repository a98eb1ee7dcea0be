package io.dayside.workbench;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Holds index and objects against a ledger. It asks the tables and reads the files itself, since what is to be judged
 * must not be its own witness.
 */
final class IndexCheck {

    private static final String HALF_INDEXED = """
            select 'study without series' from study s where not exists (
                select from series x where x.tenant_id = s.tenant_id and x.study_instance_uid = s.study_instance_uid)
            union all
            select 'series without instance' from series s where not exists (
                select from instance i where i.tenant_id = s.tenant_id and i.study_instance_uid = s.study_instance_uid
                                         and i.series_instance_uid = s.series_instance_uid)
            union all
            select 'study that intake does not know' from study s where not exists (
                select from study_progress p where p.tenant_id = s.tenant_id
                                               and p.study_instance_uid = s.study_instance_uid)
            union all
            select 'object of two rows' from instance group by object_name, object_offset having count(*) > 1
            union all
            select 'object in quarantine' from quarantined_instance""";

    private final IngestStand stand;
    private final Set<Row> seenWhole = new HashSet<>();

    private record Row(String uid, String study, String file, long offset, long bytes) {}

    /**
     * What a check found.
     *
     * @param lost acknowledged objects without a row or file
     * @param altered objects whose bytes differ from those sent
     * @param halfIndexed what contradicts itself, in words
     * @param kept objects that are whole though nobody heard of their acknowledgement
     */
    record Findings(Set<String> lost, Set<String> altered, List<String> halfIndexed, int kept) {

        boolean isClean() {
            return lost.isEmpty() && altered.isEmpty() && halfIndexed.isEmpty();
        }
    }

    IndexCheck(IngestStand stand) {
        this.stand = stand;
    }

    /** Reads every object again, also those that were whole before. */
    void forget() {
        seenWhole.clear();
    }

    /** How many acknowledged objects have no row. */
    int missing(Ledger ledger) throws SQLException {
        try (Connection connection = stand.connect()) {
            Set<String> missing = new HashSet<>(ledger.acknowledged());
            rows(connection).forEach(row -> missing.remove(row.uid()));
            return missing.size();
        }
    }

    Findings check(Ledger ledger) throws SQLException, IOException {
        try (Connection connection = stand.connect()) {
            Set<String> lost = new HashSet<>(ledger.acknowledged());
            Set<String> altered = new HashSet<>();
            List<String> half = words(connection);
            int kept = 0;
            for (Row row : rows(connection)) {
                Ledger.Sent sent = ledger.sent().get(row.uid());
                if (sent == null || !sent.studyInstanceUid().equals(row.study())) {
                    half.add("row of an object that was never sent so");
                    continue;
                }
                boolean acknowledged = ledger.acknowledged().contains(row.uid());
                kept += acknowledged ? 0 : 1;
                switch (look(row, sent)) {
                    case WHOLE -> lost.remove(row.uid());
                    case ALTERED -> {
                        lost.remove(row.uid());
                        altered.add(row.uid());
                    }
                    case GONE -> half.add("row without an object");
                }
            }
            return new Findings(lost, altered, half, kept);
        }
    }

    private enum State {
        WHOLE,
        ALTERED,
        GONE
    }

    private State look(Row row, Ledger.Sent sent) throws IOException {
        if (seenWhole.contains(row)) {
            return State.WHOLE;
        }
        try {
            if (!MessageDigest.isEqual(
                    StoredDigest.of(stand.objects().resolve(row.file()), row.offset(), row.bytes()), sent.sha256())) {
                return State.ALTERED;
            }
            seenWhole.add(row);
            return State.WHOLE;
        } catch (NoSuchFileException | EOFException _) {
            return State.GONE;
        }
    }

    private static List<Row> rows(Connection connection) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (var query = connection.prepareStatement("""
                        select sop_instance_uid, study_instance_uid, object_name, object_offset + dataset_offset,
                               dataset_bytes
                        from instance""");
                ResultSet found = query.executeQuery()) {
            while (found.next()) {
                rows.add(new Row(
                        found.getString(1),
                        found.getString(2),
                        found.getString(3),
                        found.getLong(4),
                        found.getLong(5)));
            }
        }
        return rows;
    }

    private static List<String> words(Connection connection) throws SQLException {
        List<String> words = new ArrayList<>();
        try (var query = connection.prepareStatement(HALF_INDEXED);
                ResultSet found = query.executeQuery()) {
            while (found.next()) {
                words.add(found.getString(1));
            }
        }
        return words;
    }
}
