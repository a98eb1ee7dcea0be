package io.dayside.intake.upload;

import io.dayside.archive.Archive;
import io.dayside.audit.Actor;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes whole files into the archive, those of one upload one after the other, and ends uploads. What is to be done
 * stands in the rows, so that a restarted server goes on.
 */
@Component
class UploadImports {

    private static final Logger log = LoggerFactory.getLogger(UploadImports.class);

    /** One hospital's uploads must not take the archive from the others. */
    private static final int AT_ONCE_PER_TENANT = 2;

    /** How soon an upload that waits for its turn learns that it was given up. */
    private static final Duration LOOK_AFTER = Duration.ofMillis(500);

    private static final int ATTEMPTS = 3;
    private static final Duration BEFORE_NEXT_ATTEMPT = Duration.ofSeconds(5);
    private static final Duration UNTIL_THERE_IS_ROOM = Duration.ofMinutes(1);

    private final Archive archive;
    private final Tenants tenants;
    private final UploadRows rows;
    private final FileRows files;
    private final UploadFolders folders;
    private final UploadEnding ending;
    private final TransactionTemplate transaction;
    private final Map<UploadId, Run> runs = new ConcurrentHashMap<>();
    private final Map<TenantId, Semaphore> permits = new ConcurrentHashMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    UploadImports(
            Archive archive,
            Tenants tenants,
            UploadRows rows,
            FileRows files,
            UploadFolders folders,
            UploadEnding ending,
            PlatformTransactionManager transactions) {
        this.archive = archive;
        this.tenants = tenants;
        this.rows = rows;
        this.files = files;
        this.folders = folders;
        this.ending = ending;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** An upload's thread. */
    private static final class Run {
        private boolean again;
        private int defects;
        private volatile @Nullable ImportProgress progress;
    }

    @EventListener(ApplicationReadyEvent.class)
    void goOn() {
        for (var tenant : tenants.ids()) {
            List<UploadId> left = within(tenant, rows::withWork);
            left.forEach(this::wake);
        }
    }

    /** Does what is to be done for the upload, soon and not in the caller's time. */
    void wake(UploadId id) {
        runs.compute(id, (_, running) -> {
            if (running != null) {
                running.again = true;
                return running;
            }
            var run = new Run();
            Thread.ofVirtual().name("upload " + id).start(() -> run(id, run));
            return run;
        });
    }

    /** Stops what is being imported of the upload. */
    void cancel(UploadId id) {
        progress(id).ifPresent(ImportProgress::cancel);
        wake(id);
    }

    Optional<ImportProgress> progress(UploadId id) {
        return Optional.ofNullable(runs.get(id)).map(run -> run.progress);
    }

    private void run(UploadId id, Run run) {
        try {
            do {
                goThrough(id, run);
            } while (runs.compute(id, (_, _) -> goesOn(run)) != null);
        } finally {
            runs.remove(id, run);
        }
    }

    private @Nullable Run goesOn(Run run) {
        boolean again = run.again && stopping.getCount() > 0;
        run.again = false;
        return again ? run : null;
    }

    private void goThrough(UploadId id, Run run) {
        try {
            boolean more = true;
            while (more && stopping.getCount() > 0) {
                more = step(id, run);
            }
        } catch (FileImport.Stopped _) {
            log.info("{} an import goes on when the server is there again", id);
        } catch (FileImport.NoRoom _) {
            log.warn("{} the archive has no room; the rest of the upload waits", id);
            run.again = !stopsWithin(UNTIL_THERE_IS_ROOM);
        } catch (DataAccessException | TransactionException | IOException e) {
            log.error("{} an upload could not be taken further, and is tried again", id, e);
            run.again = !stopsWithin(BEFORE_NEXT_ATTEMPT);
        } catch (RuntimeException e) {
            afterDefect(id, run, e);
        }
    }

    /** An upload that nobody can go through must not be gone through for ever. */
    private void afterDefect(UploadId id, Run run, RuntimeException defect) {
        run.defects++;
        log.error("{} an upload could not be taken further, attempt {}", id, run.defects, defect);
        if (run.defects < ATTEMPTS) {
            run.again = !stopsWithin(BEFORE_NEXT_ATTEMPT);
        } else {
            ending.abandon(id);
        }
    }

    /** Imports one file, or ends the upload. */
    private boolean step(UploadId id, Run run) throws IOException {
        var progress = new ImportProgress();
        run.progress = progress;
        try {
            return step(id, progress);
        } finally {
            run.progress = null;
        }
    }

    /** @param progress which was there before the upload's row is read: whoever ends it meanwhile cancels it */
    private boolean step(UploadId id, ImportProgress progress) throws IOException {
        var found = within(id.tenant(), () -> rows.find(id));
        if (found.isEmpty() || found.get().state() == Upload.State.ENDED) {
            return false;
        }
        var upload = found.get();
        if (upload.ending() == null || upload.ending() == Upload.Ending.FINISHED) {
            var next = within(id.tenant(), () -> files.nextWhole(id));
            if (next.isPresent()) {
                return importInTurn(upload, next.get(), progress);
            }
        }
        if (upload.state() == Upload.State.ENDING) {
            ending.end(upload);
        }
        return false;
    }

    /** Its turn may come after the upload was given up. */
    private boolean importInTurn(Upload upload, UploadFile file, ImportProgress progress) throws IOException {
        var turn = turns(upload.id().tenant());
        while (!acquired(turn)) {
            if (progress.cancelled()) {
                return true;
            }
        }
        try {
            var by = Actor.user(upload.owner(), upload.ownerName());
            return progress.cancelled() || Actor.call(by, () -> importFile(upload, file, progress));
        } finally {
            turn.release();
        }
    }

    /** A hospital's turns. */
    Semaphore turns(TenantId tenant) {
        return permits.computeIfAbsent(tenant, _ -> new Semaphore(AT_ONCE_PER_TENANT, true));
    }

    private boolean acquired(Semaphore turn) throws FileImport.Stopped {
        try {
            if (turn.tryAcquire(LOOK_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new FileImport.Stopped();
        }
        if (stopping.getCount() == 0) {
            throw new FileImport.Stopped();
        }
        return false;
    }

    private boolean importFile(Upload upload, UploadFile file, ImportProgress progress) throws IOException {
        var id = upload.id();
        var work = new FileImport(archive, upload, file, progress, () -> awaitArchive(progress));
        var report = report(work, id, file, progress);
        within(id.tenant(), () -> {
            files.imported(id, file.number(), report);
            return true;
        });
        if (!work.isDirectory() || !MediumDirectory.isReadAtTheEnd(file)) {
            folders.delete(id, file.number());
        }
        return true;
    }

    /** A file that cannot be read does not keep the others from being imported. */
    private FileReport report(FileImport work, UploadId id, UploadFile file, ImportProgress progress)
            throws FileImport.Stopped, FileImport.NoRoom {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                return work.run(folders.file(id, file.number()));
            } catch (FileImport.Stopped | FileImport.NoRoom | DataAccessException | TransactionException e) {
                throw e;
            } catch (IOException | RuntimeException e) {
                log.error("{} file {} could not be read, attempt {}", id, file.number(), attempt, e);
                awaitArchive(progress);
            }
        }
        return FileReport.unreadable(file.name());
    }

    private void awaitArchive(ImportProgress progress) throws FileImport.Stopped {
        if (progress.cancelled() || stopsWithin(BEFORE_NEXT_ATTEMPT)) {
            throw new FileImport.Stopped();
        }
    }

    private boolean stopsWithin(Duration time) {
        try {
            return stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @PreDestroy
    void stop() {
        stopping.countDown();
    }

    private <T> T within(TenantId tenant, java.util.function.Supplier<T> work) {
        return TenantScope.call(tenant, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }
}
