package io.dayside.archive;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.BatchPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcOperations;

/** Rows of instances, written by position: every object that a hospital sends passes here. */
final class InstanceRows implements BatchPreparedStatementSetter {

    private static final String INSERT = """
            insert into instance (tenant_id, sop_instance_uid, study_instance_uid, series_instance_uid,
                                  sop_class_uid, transfer_syntax_uid, instance_number, frames, rows, columns,
                                  image_position, image_orientation, sender, received_at, object_name,
                                  object_offset, dataset_offset, dataset_bytes, dataset_sha256, attributes)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb)
            on conflict (tenant_id, sop_instance_uid) do nothing""";

    private final List<Indexable> objects;

    private InstanceRows(List<Indexable> objects) {
        this.objects = objects;
    }

    /** @return 1 for each that had no row before, otherwise 0 */
    static int[] insert(JdbcOperations jdbc, List<Indexable> objects) {
        return jdbc.batchUpdate(INSERT, new InstanceRows(objects));
    }

    @Override
    public int getBatchSize() {
        return objects.size();
    }

    @Override
    public void setValues(PreparedStatement row, int number) throws SQLException {
        var object = objects.get(number);
        var header = object.header();
        var place = object.object().place();
        row.setString(1, object.tenant().code());
        row.setString(2, header.sopInstanceUid());
        row.setString(3, header.studyInstanceUid());
        row.setString(4, header.seriesInstanceUid());
        row.setString(5, header.sopClassUid());
        row.setString(6, object.transferSyntaxUid());
        row.setInt(7, header.instanceNumber());
        row.setInt(8, header.frames());
        row.setInt(9, header.rows());
        row.setInt(10, header.columns());
        setArray(row, 11, header.imagePosition());
        setArray(row, 12, header.imageOrientation());
        row.setString(13, object.sender());
        row.setTimestamp(14, Timestamp.from(object.at()));
        row.setString(15, place.file());
        row.setLong(16, place.offset());
        row.setLong(17, place.datasetOffset());
        row.setLong(18, place.datasetBytes());
        row.setBytes(19, object.object().datasetSha256());
        row.setString(20, IndexedAttributes.json(header.attributes().instance()));
    }

    private static void setArray(PreparedStatement row, int position, double @Nullable [] values) throws SQLException {
        if (values == null) {
            row.setNull(position, Types.ARRAY);
            return;
        }
        Array array = row.getConnection()
                .createArrayOf("float8", Arrays.stream(values).boxed().toArray());
        row.setArray(position, array);
    }
}
