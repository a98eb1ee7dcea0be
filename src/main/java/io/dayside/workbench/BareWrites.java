package io.dayside.workbench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The disk's own limit: the same bytes appended to one file a writer, with fdatasync now and then. */
final class BareWrites {

    /** Instances between two syncs: about what a busy group holds. */
    private static final int GROUP = 20;

    private BareWrites() {}

    /** @return seconds */
    static double write(Path folder, CtRound.Sent sent) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        double seconds = SideBySide.seconds(
                sent.folders(),
                from -> append(
                        sent.files().stream()
                                .filter(file -> file.startsWith(from))
                                .toList(),
                        folder.resolve(from.getFileName())));
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
