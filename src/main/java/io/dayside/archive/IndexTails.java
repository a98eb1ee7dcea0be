package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
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
 * note is indexed again when this process starts, and whenever the database crashed meanwhile. A witness tells of a
 * crash: a row of an unlogged table, which PostgreSQL empties in crash recovery, also where only one of its processes was
 * killed. A note and the look at the witness share a transaction, so that no crash fits between them.
 */
@Component
class IndexTails implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(IndexTails.class);
    private static final int NOTE_EVERY_MILLIS = 1_000;

    private final ObjectStore objects;
    private final SegmentLogs logs;
    private final TailIndexer indexer;
    private final RecentStudies recent;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private @Nullable ScheduledExecutorService timer;
    private volatile UUID witness = UUID.randomUUID();

    IndexTails(
            ObjectStore objects,
            SegmentLogs logs,
            TailIndexer indexer,
            RecentStudies recent,
            JdbcClient jdbc,
            PlatformTransactionManager transactions) {
        this.objects = objects;
        this.logs = logs;
        this.indexer = indexer;
        this.recent = recent;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public void start() {
        try {
            do {
                witness = callWitness();
            } while (!indexWhatEarlierProcessesLeft());
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
            logs.settle();
            tick();
            dismissWitness();
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

    /** @return false if the database crashed meanwhile, so that all is to be done again */
    private boolean indexWhatEarlierProcessesLeft() throws IOException {
        for (var tenant : objects.files().tenants()) {
            var notes = notes(tenant);
            for (var segment : objects.files().segments(tenant)) {
                var note = notes.getOrDefault(segment, Note.nothingOf(segment));
                if (!note.sealed()) {
                    long end = indexer.index(tenant, segment, note.indexedBytes());
                    if (!write(tenant, new Note(segment, end, true))) {
                        return false;
                    }
                }
            }
        }
        return true;
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

    /**
     * Durable, and with it all that was committed since the witness was called.
     *
     * @return false, and nothing is noted, if the database crashed since then
     */
    private boolean write(TenantId tenant, Note note) {
        return TenantScope.call(
                tenant,
                () -> Objects.requireNonNull(transaction.execute(_ -> isWitnessThere() && upsert(tenant, note))));
    }

    /** Notes of one segment how far it is indexed; as {@link #write(TenantId, Note)}. */
    boolean write(TenantId tenant, String segment, long indexedBytes) {
        return write(tenant, new Note(segment, indexedBytes, false));
    }

    private boolean upsert(TenantId tenant, Note note) {
        jdbc.sql("""
                insert into segment (tenant_id, name, indexed_bytes, sealed)
                values (:tenant, :name, :bytes, :sealed)
                on conflict (tenant_id, name) do update
                set indexed_bytes = excluded.indexed_bytes, sealed = excluded.sealed""")
                .param("tenant", tenant.code())
                .param("name", note.segment())
                .param("bytes", note.indexedBytes())
                .param("sealed", note.sealed())
                .update();
        return true;
    }

    private boolean isWitnessThere() {
        return jdbc.sql("select exists (select from crash_witness where id = :id)")
                .param("id", witness)
                .query(Boolean.class)
                .single();
    }

    private boolean hasCrashed() {
        return TenantScope.call(Set.of(), () -> !Objects.requireNonNull(transaction.execute(_ -> isWitnessThere())));
    }

    private UUID callWitness() {
        var called = UUID.randomUUID();
        TenantScope.run(
                Set.of(),
                () -> transaction.executeWithoutResult(_ -> jdbc.sql("insert into crash_witness (id) values (:id)")
                        .param("id", called)
                        .update()));
        return called;
    }

    private void dismissWitness() {
        try {
            TenantScope.run(
                    Set.of(),
                    () -> transaction.executeWithoutResult(_ -> jdbc.sql("delete from crash_witness where id = :id")
                            .param("id", witness)
                            .update()));
        } catch (DataAccessException | TransactionException e) {
            log.warn("the witness of crashes stays behind: {}", e.toString());
        }
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

    /** @throws IOException or what else kept a tenant from the rows that it is owed, when all is done that could be */
    void note() throws IOException {
        var failure = giveOwedRows();
        noteTails();
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
    }

    private void noteTails() throws IOException {
        var marks = marks();
        if (marks.isEmpty()) {
            return;
        }
        if (hasCrashed()) {
            log.warn("the database crashed: indexing again what it may have forgotten");
            recent.forgetAll();
            var next = callWitness();
            // Also what began meanwhile.
            marks = marks();
            indexAgain(marks);
            witness = next;
        }
        for (var mark : marks) {
            mark.writeIfNew(this);
        }
    }

    /** Objects that were acknowledged while the database could not be reached are in their segment. */
    private @Nullable Exception giveOwedRows() {
        Exception last = null;
        for (var tail : logs.tails()) {
            int owed = tail.owedRows();
            if (owed > 0) {
                try {
                    tail.givenRowsUpTo(indexer.index(tail.tenant(), tail.segment(), tail.indexedBytes()), owed);
                } catch (IOException | RuntimeException e) {
                    log.warn(
                            "{} rows owed to {} cannot be written yet: {}",
                            tail.tenant(),
                            tail.segment(),
                            e.toString());
                    last = e;
                }
            }
        }
        return last;
    }

    private List<Mark> marks() {
        return logs.tails().stream()
                .filter(tail -> !tail.sealed())
                .map(Mark::of)
                .toList();
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
            boolean isNew = finished || indexedBytes > tail.notedBytes();
            if (isNew && tails.write(tail.tenant(), new Note(tail.segment(), indexedBytes, finished))) {
                tail.noted(indexedBytes, finished);
            }
        }
    }
}
