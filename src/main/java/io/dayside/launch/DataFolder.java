package io.dayside.launch;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;

/**
 * Where everything lies that must survive.
 *
 * <pre>
 * lock        held by the process that runs the services
 * secrets/    credentials, mode 600
 * services/   programs and settings of the children; may be deleted when nothing runs
 * run/        ports and process ids
 * logs/       one file a service
 * postgres/   the database cluster; postgres.whole marks that it was made to the end
 * </pre>
 */
final class DataFolder {

    private static final long MIN_FREE_BYTES = 2L << 30;

    /** What speaks of patients, or may. No service that runs as another user looks in there. */
    private static final List<String> OWNERS_ALONE = List.of("objects", "uploads", "demo-received", "logs");

    private final Path root;
    private final Secrets secrets;
    private final Ports ports;

    private DataFolder(Path root) {
        this.root = root;
        this.secrets = new Secrets(root.resolve("secrets"));
        this.ports = new Ports(root.resolve("run"));
    }

    /** Makes the folder, for its owner only, unless it is there. */
    static DataFolder at(Path folder) throws CommandFailure {
        Path root = folder.toAbsolutePath().normalize();
        try {
            if (!Files.isDirectory(root)) {
                Path parent = root.getParent();
                if (parent != null) {
                    Files.createDirectories(parent);
                }
                // Passing through is allowed, listing is not: PostgreSQL may have to run as another user.
                Files.createDirectory(
                        root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx--x--x")));
            }
            for (String part : OWNERS_ALONE) {
                Files.createDirectories(root.resolve(part));
                Files.setPosixFilePermissions(root.resolve(part), PosixFilePermissions.fromString("rwx------"));
            }
            return new DataFolder(root);
        } catch (IOException e) {
            throw new CommandFailure(
                    "data directory %s cannot be made (%s): choose another with --data".formatted(root, e.getMessage()),
                    e);
        }
    }

    /** The folder in which {@code up} has run before. Makes nothing. */
    static DataFolder existing(Path folder) throws CommandFailure {
        DataFolder data = new DataFolder(folder.toAbsolutePath().normalize());
        if (!Files.exists(data.root.resolve("postgres.whole"))) {
            throw new CommandFailure("there are no data in %s: name the directory that ./dayside up uses with --data"
                    .formatted(data.root));
        }
        return data;
    }

    /** The exclusive right to run services here, which ends with the channel or with the process. */
    Optional<FileChannel> tryLock() throws CommandFailure {
        try {
            FileChannel channel = FileChannel.open(
                    root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            FileLock lock = lockOrNull(channel);
            if (lock == null) {
                channel.close();
                return Optional.empty();
            }
            return Optional.of(channel);
        } catch (IOException e) {
            throw new CommandFailure(
                    "data directory %s cannot be used (%s): choose another with --data".formatted(root, e.getMessage()),
                    e);
        }
    }

    private static @org.jspecify.annotations.Nullable FileLock lockOrNull(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException _) {
            return null;
        }
    }

    /** Refuses a file system too full to work with. */
    void requireFreeSpace() throws CommandFailure {
        requireFreeSpace(MIN_FREE_BYTES);
    }

    void requireFreeSpace(long minFreeBytes) throws CommandFailure {
        try {
            long free = Files.getFileStore(root).getUsableSpace();
            if (free < minFreeBytes) {
                throw new CommandFailure("%s has %d MiB free but needs %d MiB: make room, or choose another with --data"
                        .formatted(root, free >> 20, minFreeBytes >> 20));
            }
        } catch (IOException e) {
            throw new CommandFailure("free space of %s cannot be read: %s".formatted(root, e.getMessage()), e);
        }
    }

    Path root() {
        return root;
    }

    Secrets secrets() {
        return secrets;
    }

    Ports ports() {
        return ports;
    }

    Path programs() {
        return root.resolve("services");
    }

    Path log(String service) {
        return root.resolve("logs").resolve(service + ".log");
    }

    Path pidFile(String service) {
        return root.resolve("run").resolve(service + ".pid");
    }

    Path part(String name) {
        return root.resolve(name);
    }

    /** The file whose existence says that the part was made to the end. */
    Path mark(String part) {
        return root.resolve(part + ".whole");
    }

    boolean isWhole(String part) {
        return Files.exists(mark(part));
    }

    void markWhole(String part) throws IOException {
        Files.writeString(mark(part), "");
    }
}
