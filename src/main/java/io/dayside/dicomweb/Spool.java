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

/** Files of one request under names of our own, readable by this process's user only. Closing removes them. */
final class Spool implements Closeable {

    private static final int PIECE_BYTES = 64 * 1024;

    private final Path folder;
    private final List<Path> files = new ArrayList<>();
    private long left;

    Spool(Path folder, long maxBytes) {
        this.folder = folder;
        this.left = maxBytes;
    }

    /** More than the request may keep. */
    static final class Full extends IOException {

        private static final long serialVersionUID = 1L;

        Full() {
            super("the request has more bulk data than can be kept");
        }
    }

    /** Bytes on the disk. */
    record Kept(Path file, long bytes) {

        InputStream open() throws IOException {
            return new BufferedInputStream(Files.newInputStream(file), PIECE_BYTES);
        }
    }

    /** @throws Full when there are more than the request may keep */
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
        var file = Files.createTempFile(folder, "", "");
        files.add(file);
        try (var out = new Counting(Files.newOutputStream(file))) {
            writing.to(out);
        }
        return new Kept(file, Files.size(file));
    }

    @Override
    public void close() throws IOException {
        for (var file : files) {
            Files.deleteIfExists(file);
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
            left -= length;
            if (left < 0) {
                throw new Full();
            }
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
