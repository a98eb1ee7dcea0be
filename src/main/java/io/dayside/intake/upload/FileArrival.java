package io.dayside.intake.upload;

import io.dayside.tenancy.TenantScope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.server.ResponseStatusException;

/**
 * Takes the bytes of files as they come. What is noted as received is on the disk for good: after each
 * {@link #NOTED_EACH} bytes, and when a body ends, however it ends.
 */
@Component
class FileArrival {

    private static final Logger log = LoggerFactory.getLogger(FileArrival.class);

    /** So much is sent again at most, where the server was killed or the power failed. */
    static final long NOTED_EACH = 8L * 1024 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024;

    private final UploadRows rows;
    private final FileRows files;
    private final UploadFolders folders;
    private final UploadLimits limits;
    private final UploadImports imports;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Set<Arriving> arriving = ConcurrentHashMap.newKeySet();

    FileArrival(
            UploadRows rows,
            FileRows files,
            UploadFolders folders,
            UploadLimits limits,
            UploadImports imports,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.rows = rows;
        this.files = files;
        this.folders = folders;
        this.limits = limits;
        this.imports = imports;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    private record Arriving(UploadId upload, int number) {}

    /**
     * Appends a body to a file.
     *
     * @param offset where the sender believes the file ends
     * @param announcedBytes of the body, or -1
     * @return where the file ends now
     * @throws IOException when the body breaks off; what came of it is kept
     */
    long append(UploadId id, int number, long offset, long announcedBytes, InputStream body) throws IOException {
        return alone(id, number, () -> appendAlone(id, expected(id, number, offset, announcedBytes), body));
    }

    /** Does something with a file of which no byte arrives meanwhile. */
    <T> T alone(UploadId id, int number, WithFile<T> work) throws IOException {
        var key = new Arriving(id, number);
        if (!arriving.add(key)) {
            throw new ResponseStatusException(HttpStatus.LOCKED, "This file is being sent over another connection.");
        }
        try {
            return work.run();
        } finally {
            arriving.remove(key);
        }
    }

    /** What is done with a file. */
    @FunctionalInterface
    interface WithFile<T> {
        T run() throws IOException;
    }

    private UploadFile expected(UploadId id, int number, long offset, long announcedBytes) {
        var file = TenantScope.call(
                id.tenant(),
                () -> transaction.execute(_ -> {
                    requireOpen(id);
                    return files.find(id, number).orElseThrow(UploadRefused::unknown);
                }));
        if (file == null || file.receivedBytes() != offset) {
            throw UploadRefused.conflict("The file does not end there. Ask where it ends.");
        }
        if (announcedBytes > file.bytes() - offset) {
            throw tooLong();
        }
        return file;
    }

    private static ResponseStatusException tooLong() {
        return UploadRefused.tooLarge("These are more bytes than the file was said to have.");
    }

    private long appendAlone(UploadId id, UploadFile file, InputStream body) throws IOException {
        long end = file.receivedBytes();
        try (var channel = open(id, file)) {
            boolean more = true;
            while (more) {
                requireDisk(Math.min(NOTED_EACH, file.bytes() - end));
                try {
                    more = copy(body, channel, Math.min(end + NOTED_EACH, file.bytes()));
                } finally {
                    end = note(id, file, channel);
                }
                more = more && end < file.bytes();
            }
        }
        if (end == file.bytes()) {
            imports.wake(id);
            if (body.read() >= 0) {
                throw tooLong();
            }
        }
        return end;
    }

    /** What was announced elsewhere may have come meanwhile: when it is announced, no byte of it is on the disk. */
    private void requireDisk(long bytes) throws IOException {
        if (folders.usableBytes() - bytes < limits.freeBytes().toBytes()) {
            throw UploadRefused.noRoom("There is no room for the rest of this file at the moment. Try again later.");
        }
    }

    private FileChannel open(UploadId id, UploadFile file) throws IOException {
        FileChannel channel = folders.open(id, file.number());
        try {
            goToTheEnd(id, file, channel);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private void goToTheEnd(UploadId id, UploadFile file, FileChannel channel) throws IOException {
        if (channel.size() < file.receivedBytes()) {
            log.warn("{} file {} of an upload is shorter than was noted", id, file.number());
            note(id, file, channel);
            throw UploadRefused.conflict("The file does not end there. Ask where it ends.");
        }
        channel.truncate(file.receivedBytes());
        channel.position(file.receivedBytes());
    }

    /**
     * Copies until the file ends at {@code end}, or the body ends or breaks off.
     *
     * @return whether the body may have more
     */
    private static boolean copy(InputStream body, FileChannel file, long end) throws IOException {
        var buffer = new byte[BUFFER_BYTES];
        while (file.position() < end) {
            int count = body.read(buffer, 0, (int) Math.min(buffer.length, end - file.position()));
            if (count < 0) {
                return false;
            }
            write(ByteBuffer.wrap(buffer, 0, count), file);
        }
        return true;
    }

    private static void write(ByteBuffer bytes, FileChannel file) {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            log.error("an upload's file could not be written: {}", e.toString());
            throw UploadRefused.noRoom("There is no room for this file at the moment. Try again later.");
        }
    }

    private long note(UploadId id, UploadFile file, FileChannel channel) throws IOException {
        channel.force(false);
        long end = channel.size();
        TenantScope.run(
                id.tenant(),
                () -> transaction.executeWithoutResult(_ -> {
                    requireOpen(id);
                    if (!files.received(id, file.number(), end)
                            && files.find(id, file.number()).isEmpty()) {
                        throw UploadRefused.unknown();
                    }
                    rows.touch(id, clock.instant());
                }));
        return end;
    }

    private void requireOpen(UploadId id) {
        var upload = rows.find(id).orElseThrow(UploadRefused::unknown);
        if (upload.state() != Upload.State.OPEN) {
            throw UploadRefused.conflict("This upload takes no more bytes.");
        }
    }
}
