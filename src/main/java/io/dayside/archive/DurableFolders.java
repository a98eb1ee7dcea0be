package io.dayside.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Folders that are there after a power cut before anything is put into them. */
final class DurableFolders {

    private final Path root;
    private final Set<Path> durable = ConcurrentHashMap.newKeySet();

    DurableFolders(Path root) {
        this.root = root;
    }

    /** Makes the folder and those between the root and it, each durable in its parent. */
    Path make(Path folder) throws IOException {
        if (durable.contains(folder)) {
            return folder;
        }
        var parent = folder.getParent();
        if (parent != null && folder.startsWith(root)) {
            make(parent);
        }
        Files.createDirectories(folder);
        if (parent != null) {
            sync(parent);
        }
        durable.add(folder);
        return folder;
    }

    static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
