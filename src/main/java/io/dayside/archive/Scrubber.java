package io.dayside.archive;

import io.dayside.archive.s3.BucketUnreachable;
import io.dayside.tenancy.TenantId;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Reads every object again and compares it with the digest taken when it came. What differs is marked, and from then on
 * refused instead of served; what is whole again, after a restore for instance, loses the mark.
 */
final class Scrubber {

    private static final int PAGE = 500;
    private static final int BUFFER_BYTES = 256 * 1024;

    private final Source source;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    /** Where objects are read from, each as it is stored there. */
    interface Source {

        /** @throws BucketUnreachable when nobody can say at present what is stored */
        InputStream open(TenantId tenant, Placement place) throws IOException;
    }

    Scrubber(Source source, JdbcClient jdbc, TransactionTemplate transaction) {
        this.source = source;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    enum Problem {
        MISSING,
        SHORT,
        ALTERED,
        UNREADABLE
    }

    /** @param newlyFound whether it was whole when it was last looked at */
    record Damage(String sopInstanceUid, Placement place, Problem problem, boolean newlyFound) {}

    /** @param unreachable how many objects could not be looked at; they keep the mark that they have */
    record Report(TenantId tenant, long objects, long bytes, List<Damage> damaged, long unreachable) {}

    private record Row(String table, String sopInstanceUid, Placement place, byte[] sha256, boolean marked) {}

    /**
     * Looks at every object of a tenant, quarantined ones too.
     *
     * @param progress told of objects and bytes read so far
     */
    Report scrub(TenantId tenant, BiConsumer<Long, Long> progress) {
        long objects = 0;
        long bytes = 0;
        long unreachable = 0;
        var damaged = new ArrayList<Damage>();
        for (var table : List.of("instance", "quarantined_instance")) {
            for (var page = page(tenant, table, null); !page.isEmpty(); page = page(tenant, table, page.getLast())) {
                for (var row : page) {
                    try {
                        check(tenant, row).damage().ifPresent(damaged::add);
                        bytes += row.place().bytes();
                    } catch (BucketUnreachable _) {
                        unreachable++;
                    }
                    objects++;
                }
                progress.accept(objects, bytes);
            }
        }
        return new Report(tenant, objects, bytes, damaged, unreachable);
    }

    /** @param damage empty for an object that is whole */
    record Looked(String sopClassUid, Optional<Damage> damage) {}

    /** Looks at the object of one instance; empty where none is held. */
    Optional<Looked> look(TenantId tenant, String sopInstanceUid) throws BucketUnreachable {
        record Found(String sopClassUid, Row row) {}
        var found = within(
                        tenant,
                        () -> jdbc.sql("""
                                select sop_instance_uid, sop_class_uid, object_name, object_offset, dataset_offset,
                                       dataset_bytes, dataset_sha256, damaged_at is not null as marked
                                from instance where tenant_id = :tenant and sop_instance_uid = :sop""")
                                .param("tenant", tenant.code())
                                .param("sop", sopInstanceUid)
                                .query((row, _) -> new Found(row.getString("sop_class_uid"), row("instance", row)))
                                .optional())
                .orElse(null);
        if (found == null) {
            return Optional.empty();
        }
        var checked = check(tenant, found.row());
        return checked.held() ? Optional.of(new Looked(found.sopClassUid(), checked.damage())) : Optional.empty();
    }

    /** In the order in which they lie on the disk. */
    private List<Row> page(TenantId tenant, String table, @Nullable Row last) {
        return within(
                tenant,
                () -> jdbc.sql("""
                        select sop_instance_uid, object_name, object_offset, dataset_offset, dataset_bytes,
                               dataset_sha256, damaged_at is not null as marked
                        from %s
                        where tenant_id = :tenant and (object_name, object_offset) > (:name, :offset)
                        order by object_name, object_offset limit :limit""".formatted(table))
                        .param("tenant", tenant.code())
                        .param("name", last == null ? "" : last.place().file())
                        .param("offset", last == null ? -1 : last.place().offset())
                        .param("limit", PAGE)
                        .query((row, _) -> row(table, row))
                        .list());
    }

    private static Row row(String table, ResultSet row) throws SQLException {
        var place = new Placement(
                row.getString("object_name"),
                row.getLong("object_offset"),
                row.getLong("dataset_offset"),
                row.getLong("dataset_bytes"));
        return new Row(
                table,
                row.getString("sop_instance_uid"),
                place,
                row.getBytes("dataset_sha256"),
                row.getBoolean("marked"));
    }

    /** @param held whether there still was such an object when it had been looked at */
    private record Checked(boolean held, Optional<Damage> damage) {}

    /** What is deleted while it is looked at is neither whole nor damaged. */
    private Checked check(TenantId tenant, Row row) throws BucketUnreachable {
        var problem = problem(tenant, row);
        if (problem.isEmpty()) {
            return new Checked(!row.marked() || mark(tenant, row, false), Optional.empty());
        }
        return mark(tenant, row, true)
                ? new Checked(
                        true, problem.map(found -> new Damage(row.sopInstanceUid(), row.place(), found, !row.marked())))
                : new Checked(false, Optional.empty());
    }

    private Optional<Problem> problem(TenantId tenant, Row row) throws BucketUnreachable {
        try (var object = source.open(tenant, row.place())) {
            object.skipNBytes(row.place().datasetOffset());
            return Arrays.equals(digest(object, row.place().datasetBytes()), row.sha256())
                    ? Optional.empty()
                    : Optional.of(Problem.ALTERED);
        } catch (BucketUnreachable e) {
            throw e;
        } catch (NoSuchFileException _) {
            return Optional.of(Problem.MISSING);
        } catch (EOFException _) {
            return Optional.of(Problem.SHORT);
        } catch (IOException _) {
            return Optional.of(Problem.UNREADABLE);
        }
    }

    private static byte[] digest(InputStream object, long bytes) throws IOException {
        var digest = Sha256.digest();
        var buffer = new byte[BUFFER_BYTES];
        long left = bytes;
        while (left > 0) {
            int count = object.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (count < 0) {
                throw new EOFException();
            }
            digest.update(buffer, 0, count);
            left -= count;
        }
        return digest.digest();
    }

    /** Whether the object is still held, where it was. */
    private boolean mark(TenantId tenant, Row row, boolean damaged) {
        return within(
                tenant,
                () -> jdbc.sql("""
                        update %s set damaged_at = case when :damaged then coalesce(damaged_at, now()) end
                        where tenant_id = :tenant and object_name = :name and object_offset = :offset""".formatted(row.table()))
                                .param("damaged", damaged)
                                .param("tenant", tenant.code())
                                .param("name", row.place().file())
                                .param("offset", row.place().offset())
                                .update()
                        == 1);
    }

    private interface Query<T> {
        T run();
    }

    /** Also outside the application, where nobody else tells the database which tenant's rows are asked for. */
    private <T> T within(TenantId tenant, Query<T> query) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            jdbc.sql("select set_config('dayside.tenants', :tenants, true)")
                    .param("tenants", "{" + tenant.code() + "}")
                    .query(String.class)
                    .single();
            return query.run();
        }));
    }
}
