package io.dayside.dicomweb;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Files of one request under names of our own, readable by this process's user only. Closing removes them. */
final class Spool implements Closeable {

    private static final int PIECE_BYTES = 64 * 1024;

    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    private final long maxBytes;
    private final SpoolRoom room;
    private long taken;

    /** @param room of which this takes what it keeps until it is closed */
    Spool(Path folder, long maxBytes, SpoolRoom room) {
        this.folder = folder;
        this.maxBytes = maxBytes;
        this.room = room;
    }

    /** Bytes on the disk. */
    record Kept(Path file, long bytes) {

        InputStream open() throws IOException {
            return new BufferedInputStream(Files.newInputStream(file), PIECE_BYTES);
        }
    }

    /** @throws ResponseStatusException 413 when there is more than one request may keep, 503 when there is more than the
     *     hospital or all together may, 507 when the disk is full but for the archive's reserve */
    Kept keep(InputStream bytes) throws IOException {
        return keep(out -> {
            var piece = new byte[PIECE_BYTES];
            for (int count = bytes.read(piece); count >= 0; count = bytes.read(piece)) {
                out.write(piece, 0, count);
            }
        });
    }

    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    Kept keep(Writing writing) throws IOException {
        var file = newFile();
        files.add(file);
        try (var out = new Counting(Files.newOutputStream(file))) {
            writing.to(out);
        }
        return new Kept(file, Files.size(file));
    }

    private Path newFile() {
        try {
            return Files.createTempFile(folder, "", "");
        } catch (IOException e) {
            throw full(e);
        }
    }

    private static ResponseStatusException full(IOException cause) {
        return new ResponseStatusException(HttpStatus.INSUFFICIENT_STORAGE, "There is no room now.", cause);
    }

    private void take(int bytes) {
        if (taken + bytes > maxBytes) {
            throw new ResponseStatusException(
                    HttpStatus.CONTENT_TOO_LARGE, "The request has more data than is kept for one.");
        }
        taken += bytes;
        room.take(bytes);
    }

    @Override
    public void close() throws IOException {
        try {
            for (var file : files) {
                Files.deleteIfExists(file);
            }
        } finally {
            room.giveBack(taken);
            taken = 0;
        }
    }

    private final class Counting extends OutputStream {

        private final OutputStream out;

        Counting(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            take(length);
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw full(e);
            }
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
