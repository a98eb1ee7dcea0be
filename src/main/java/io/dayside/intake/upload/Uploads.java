package io.dayside.intake.upload;

import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/** Begins uploads, adds files to them, and says that all are there. */
@Service
class Uploads {

    private final UploadRows rows;
    private final FileRows files;
    private final UploadFolders folders;
    private final UploadLimits limits;
    private final UploadImports imports;
    private final FileArrival arrival;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Uploads(
            UploadRows rows,
            FileRows files,
            UploadFolders folders,
            UploadLimits limits,
            UploadImports imports,
            FileArrival arrival,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.files = files;
        this.folders = folders;
        this.limits = limits;
        this.imports = imports;
        this.arrival = arrival;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    Upload begin(UploadOwner owner, String facility) {
        // PostgreSQL keeps microseconds.
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var id = new UploadId(owner.hospital(), Ids.next());
        var upload = new Upload(id, owner.subject(), owner.name(), facility, Upload.State.OPEN, null, now, now);
        return within(id, () -> {
            rows.lockQuota(owner.hospital());
            if (rows.open(owner.hospital(), owner.subject()) >= limits.open()) {
                throw new ResponseStatusException(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "You have %d uploads that have not ended. Finish one or give it up.".formatted(limits.open()));
            }
            rows.insert(upload);
            return upload;
        });
    }

    /**
     * Adds a file, or finds the one that was added before under the same name, size and time.
     *
     * @param bytes its length
     * @param modifiedMs when it was last changed; 0 where that is not known
     */
    UploadFile add(UploadId id, String name, long bytes, long modifiedMs) {
        requireSize(bytes);
        var shown = ShownName.of(name);
        var added = within(id, () -> {
            requireOpen(id);
            return files.same(id, shown, bytes, modifiedMs).orElseGet(() -> addNew(id, shown, bytes, modifiedMs));
        });
        if (added.state() == UploadFile.State.WHOLE) {
            imports.wake(id);
        }
        return added;
    }

    private void requireSize(long bytes) {
        if (bytes > limits.fileBytes().toBytes()) {
            throw UploadRefused.tooLarge("A file may have at most %d GB."
                    .formatted(limits.fileBytes().toGigabytes()));
        }
    }

    private UploadFile addNew(UploadId id, String name, long bytes, long modifiedMs) {
        if (files.count(id) >= limits.files()) {
            throw UploadRefused.tooLarge(
                    "An upload has at most %d files. Bring the others in a further one.".formatted(limits.files()));
        }
        rows.lockQuota(id.tenant());
        if (rows.bytesInFlight(id.tenant()) + bytes > limits.tenantBytes().toBytes()) {
            throw UploadRefused.noRoom("Your hospital's uploads take all the room they may take at the same time."
                    + " There will be more when those before are in the archive.");
        }
        requireDisk(bytes);
        rows.touch(id, clock.instant());
        return files.add(id, name, bytes, modifiedMs);
    }

    private void requireDisk(long bytes) {
        try {
            if (folders.usableBytes() - bytes < limits.freeBytes().toBytes()) {
                throw UploadRefused.noRoom("There is no room for this file at the moment. Try again later.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void requireOpen(UploadId id) {
        var upload = rows.lock(id).orElseThrow(UploadRefused::unknown);
        if (upload.state() != Upload.State.OPEN) {
            throw UploadRefused.conflict("This upload takes no more files. Begin a new one.");
        }
    }

    /** Leaves out a file that has not come whole. */
    void leaveOut(UploadId id, int number) throws IOException {
        arrival.alone(id, number, () -> {
            boolean left = within(id, () -> {
                requireOpen(id);
                return files.deleteArriving(id, number);
            });
            if (!left) {
                throw UploadRefused.conflict("This file is whole, and on its way into the archive.");
            }
            folders.delete(id, number);
            return true;
        });
    }

    /** All files are there. The rest goes by itself. */
    void finish(UploadId id) {
        within(id, () -> {
            requireOpen(id);
            var totals = files.totals(id);
            if (totals.whole() < totals.files()) {
                throw UploadRefused.conflict("%d of %d files have not come whole. Send their rest, or leave them out."
                        .formatted(totals.files() - totals.whole(), totals.files()));
            }
            rows.become(id, Upload.State.ENDING, Upload.Ending.FINISHED, clock.instant());
            return true;
        });
        imports.wake(id);
    }

    /** What is in the archive by then stays there. */
    void giveUp(UploadId id) {
        within(id, () -> {
            requireOpen(id);
            rows.become(id, Upload.State.ENDING, Upload.Ending.GIVEN_UP, clock.instant());
            return true;
        });
        imports.cancel(id);
    }

    /** A person's own, newest first. */
    List<Upload> of(UploadOwner owner, int limit) {
        return within(owner.hospital(), () -> rows.ofOwner(owner.hospital(), owner.subject(), limit));
    }

    List<UploadFile> files(UploadId id) {
        return within(id, () -> files.all(id));
    }

    UploadFile file(UploadId id, int number) {
        return within(id, () -> files.find(id, number).orElseThrow(UploadRefused::unknown));
    }

    private <T> T within(UploadId id, Supplier<T> work) {
        return within(id.tenant(), work);
    }

    private <T> T within(TenantId tenant, Supplier<T> work) {
        return TenantScope.call(tenant, () -> Objects.requireNonNull(transaction.execute(_ -> work.get())));
    }
}
