package io.dayside.archive;

import io.dayside.archive.StoreSteps.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** An object on its way to the disk. Closing it removes what was not kept. */
final class IncomingObject implements AutoCloseable {

    private final Path arriving;
    private final Path folder;
    private final String name;
    private final StoreSteps steps;
    private final FileChannel file;
    private final MessageDigest digest = sha256();
    private long metaBytes;
    private long datasetBytes;

    /**
     * @param arriving where the bytes go first
     * @param folder where the object will lie
     * @param name of the object below the tenant's folder
     */
    IncomingObject(Path arriving, Path folder, String name, StoreSteps steps) throws IOException {
        this.arriving = arriving;
        this.folder = folder;
        this.name = name;
        this.steps = steps;
        this.file = FileChannel.open(arriving, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes what comes before the data set. */
    void writeMeta(byte[] meta) throws StorageFailure {
        write(meta, 0, meta.length);
        metaBytes += meta.length;
    }

    /** A view of {@code dataset} that keeps every byte read through it. */
    InputStream keeping(InputStream dataset) {
        return new Keeping(dataset);
    }

    private void keep(byte[] bytes, int offset, int length) throws StorageFailure {
        write(bytes, offset, length);
        digest.update(bytes, offset, length);
        datasetBytes += length;
    }

    private void write(byte[] bytes, int offset, int length) throws StorageFailure {
        var buffer = ByteBuffer.wrap(bytes, offset, length);
        try {
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        } catch (IOException e) {
            throw new StorageFailure(e);
        }
    }

    /** Describes the bytes kept so far. To be called once, when all have come. */
    StoredObject describe() {
        return new StoredObject(name, metaBytes, datasetBytes, digest.digest());
    }

    /** The file that is arriving; gone once {@link #settle settled}. */
    Path path() {
        return arriving;
    }

    long metaBytes() {
        return metaBytes;
    }

    /** Puts the object into its permanent place. When this returns, it would survive a power cut. */
    void settle() throws StorageFailure {
        try {
            steps.reached(Step.RECEIVED);
            file.force(true);
            file.close();
            steps.reached(Step.SYNCED);
            Files.move(arriving, folder.resolve(name.substring(name.indexOf('/') + 1)), StandardCopyOption.ATOMIC_MOVE);
            steps.reached(Step.RENAMED);
            ObjectStore.sync(folder);
            steps.reached(Step.DIRECTORY_SYNCED);
        } catch (IOException e) {
            throw new StorageFailure(e);
        }
    }

    @Override
    public void close() throws StorageFailure {
        try {
            file.close();
            Files.deleteIfExists(arriving);
        } catch (IOException e) {
            throw new StorageFailure(e);
        }
    }

    private final class Keeping extends InputStream {

        private final InputStream dataset;

        Keeping(InputStream dataset) {
            this.dataset = dataset;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = dataset.read(bytes, offset, length);
            if (count > 0) {
                keep(bytes, offset, count);
            }
            return count;
        }

        /** With a large buffer, since this is how pixel data pass. */
        @Override
        public long transferTo(OutputStream out) throws IOException {
            var buffer = new byte[128 * 1024];
            long transferred = 0;
            for (int count = read(buffer, 0, buffer.length); count >= 0; count = read(buffer, 0, buffer.length)) {
                out.write(buffer, 0, count);
                transferred += count;
            }
            return transferred;
        }
    }
}
