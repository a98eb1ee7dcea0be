package io.dayside.workbench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The disk's own limit: the same bytes appended to one file a writer, with fdatasync now and then. */
final class BareWrites {

    /** Instances between two syncs: about what a busy group holds. */
    private static final int GROUP = 20;

    private BareWrites() {}

    /** @return seconds */
    static double write(Path folder, CtRound.Sent sent) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        long begin = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < sent.folders().size(); i++) {
                Path from = sent.folders().get(i);
                Path to = folder.resolve("writer-" + i);
                writers.add(threads.submit(() -> {
                    append(
                            sent.files().stream()
                                    .filter(file -> file.startsWith(from))
                                    .toList(),
                            to);
                    return to;
                }));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } catch (ExecutionException e) {
            throw new IOException("the bare limit could not be measured", e.getCause());
        }
        double seconds = (System.nanoTime() - begin) / 1e9;
        Trees.delete(folder);
        return seconds;
    }

    private static void append(List<Path> files, Path to) throws IOException {
        try (var out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            int unsynced = 0;
            for (Path file : files) {
                var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
                if (++unsynced == GROUP) {
                    out.force(false);
                    unsynced = 0;
                }
            }
            out.force(false);
        }
    }
}
