package io.dayside.archive;

import io.dayside.archive.StoreSteps.Step;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The file of one large object, first under a name that a restart removes. Closing it removes what was not settled. */
final class OwnFile implements AutoCloseable {

    private final Path arriving;
    private final Path folder;
    private final String name;
    private final StoreSteps steps;
    private final FileChannel file;

    /**
     * @param arriving where the bytes go first
     * @param folder where the object will lie
     * @param name of the object below the tenant's folder
     */
    OwnFile(Path arriving, Path folder, String name, StoreSteps steps) throws IOException {
        this.arriving = arriving;
        this.folder = folder;
        this.name = name;
        this.steps = steps;
        this.file = FileChannel.open(arriving, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    String name() {
        return name;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        var buffer = ByteBuffer.wrap(bytes, offset, length);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    InputStream content() throws IOException {
        return Files.newInputStream(arriving);
    }

    /** Puts the object into its permanent place. When this returns, it would survive a power cut. */
    void settle() throws IOException {
        file.force(true);
        file.close();
        steps.reached(Step.SYNCED);
        Files.move(arriving, folder.resolve(name.substring(name.indexOf('/') + 1)), StandardCopyOption.ATOMIC_MOVE);
        steps.reached(Step.RENAMED);
        DurableFolders.sync(folder);
        steps.reached(Step.DIRECTORY_SYNCED);
    }

    @Override
    public void close() throws IOException {
        file.close();
        Files.deleteIfExists(arriving);
    }
}
