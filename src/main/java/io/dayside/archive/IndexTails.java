package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Sees to it that whatever stands in a segment is indexed. Rows are committed without waiting for the database's disk;
 * once a second a durable note says how far each segment is known to be indexed for good. What stands behind the last
 * note is indexed again when this process starts, and whenever the database was restarted meanwhile.
 */
@Component
class IndexTails implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(IndexTails.class);
    private static final int NOTE_EVERY_MILLIS = 1_000;

    private final ObjectStore objects;
    private final SegmentLogs logs;
    private final TailIndexer indexer;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private @Nullable ScheduledExecutorService timer;
    private @Nullable String databaseStart;

    IndexTails(
            ObjectStore objects,
            SegmentLogs logs,
            TailIndexer indexer,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.objects = objects;
        this.logs = logs;
        this.indexer = indexer;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void start() {
        try {
            databaseStart = databaseStart();
            indexWhatEarlierProcessesLeft();
        } catch (IOException e) {
            throw new UncheckedIOException("the object store cannot be read", e);
        }
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("archive-index-notes").factory());
        var _ = timer.scheduleWithFixedDelay(this::tick, NOTE_EVERY_MILLIS, NOTE_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Before the first association is accepted. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public void stop() {
        var running = timer;
        timer = null;
        if (running != null) {
            running.close();
            tick();
        }
    }

    @Override
    public boolean isRunning() {
        return timer != null;
    }

    private record Note(String segment, long indexedBytes, boolean sealed) {

        static Note nothingOf(String segment) {
            return new Note(segment, 0, false);
        }
    }

    private void indexWhatEarlierProcessesLeft() throws IOException {
        for (var tenant : objects.files().tenants()) {
            var notes = notes(tenant);
            for (var segment : objects.files().segments(tenant)) {
                var note = notes.getOrDefault(segment, Note.nothingOf(segment));
                if (!note.sealed()) {
                    long end = indexer.index(tenant, segment, note.indexedBytes());
                    write(tenant, new Note(segment, end, true));
                }
            }
        }
    }

    private Map<String, Note> notes(TenantId tenant) {
        return TenantScope.call(
                tenant,
                () -> Objects.requireNonNull(transaction.execute(_ -> jdbc
                        .sql("select * from segment where tenant_id = :tenant")
                        .param("tenant", tenant.code())
                        .query((row, _) ->
                                new Note(row.getString("name"), row.getLong("indexed_bytes"), row.getBoolean("sealed")))
                        .list()
                        .stream()
                        .collect(Collectors.toMap(Note::segment, note -> note)))));
    }

    /** Durable, and with it all that was committed before. */
    private void write(TenantId tenant, Note note) {
        TenantScope.run(
                tenant,
                () -> transaction.executeWithoutResult(_ -> jdbc.sql("""
                        insert into segment (tenant_id, name, indexed_bytes, sealed)
                        values (:tenant, :name, :bytes, :sealed)
                        on conflict (tenant_id, name) do update
                        set indexed_bytes = excluded.indexed_bytes, sealed = excluded.sealed""")
                        .param("tenant", tenant.code())
                        .param("name", note.segment())
                        .param("bytes", note.indexedBytes())
                        .param("sealed", note.sealed())
                        .update()));
    }

    private String databaseStart() {
        return TenantScope.call(
                Set.of(),
                () -> Objects.requireNonNull(
                        transaction.execute(_ -> jdbc.sql("select pg_postmaster_start_time()::text")
                                .query(String.class)
                                .single())));
    }

    private void tick() {
        try {
            note();
        } catch (DataAccessException | TransactionException | IOException e) {
            log.warn("how far segments are indexed could not be noted; it will be tried again: {}", e.toString());
        } catch (RuntimeException e) {
            log.error("how far segments are indexed could not be noted", e);
        }
    }

    /**
     * What was indexed before the look at the database's start is noted after it, so that a restart between two looks
     * is always seen by the second before it notes anything.
     */
    void note() throws IOException {
        var marks = logs.tails().stream()
                .filter(tail -> !tail.sealed())
                .map(Mark::of)
                .toList();
        if (marks.isEmpty()) {
            return;
        }
        var start = databaseStart();
        if (!start.equals(databaseStart)) {
            log.warn("the database was restarted: indexing again what it may have forgotten");
            indexAgain(marks);
            databaseStart = start;
        }
        for (var mark : marks) {
            mark.writeIfNew(this);
        }
    }

    /** As if the database had been restarted since the last look. */
    void assumeAnotherDatabaseStart() {
        databaseStart = null;
    }

    private void indexAgain(List<Mark> marks) throws IOException {
        for (var mark : marks) {
            var tenant = mark.tail().tenant();
            var segment = mark.tail().segment();
            var note = notes(tenant).getOrDefault(segment, Note.nothingOf(segment));
            indexer.index(tenant, segment, note.indexedBytes());
        }
    }

    private record Mark(SegmentTail tail, long indexedBytes, boolean finished) {

        static Mark of(SegmentTail tail) {
            boolean finished = tail.finished();
            return new Mark(tail, tail.indexedBytes(), finished);
        }

        void writeIfNew(IndexTails tails) {
            if (finished || indexedBytes > tail.notedBytes()) {
                tails.write(tail.tenant(), new Note(tail.segment(), indexedBytes, finished));
                tail.noted(indexedBytes, finished);
            }
        }
    }
}
