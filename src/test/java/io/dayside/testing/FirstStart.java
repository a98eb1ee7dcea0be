package io.dayside.testing;

import io.dayside.launch.CommandFailure;
import io.dayside.launch.ProgressListener;
import io.dayside.launch.Services;
import io.dayside.launch.Services.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.springframework.util.FileSystemUtils;

/**
 * What the services do in a data folder when they start in it for the first time, which is most of the time of a first
 * start: programs unpacked, an empty cluster, Keycloak built and its tables made. Done once and kept under {@code
 * target/} for as long as that part of the product stays as it is; each test gets a copy, with nothing of the
 * application in it.
 */
final class FirstStart {

    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String NAME = "first-start-";

    private FirstStart() {}

    /** Fills a data folder that is not there yet. */
    static synchronized void copyTo(Path data) throws IOException {
        // Another test run of the same clone may want it too.
        try (var channel = FileChannel.open(
                        TARGET.resolve("first-start.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            Files.createDirectories(data.toAbsolutePath().getParent());
            // With rights and times: Keycloak's archive of classes is good for files of that time alone.
            run("cp", "-Rp", made().toString(), data.toString());
        }
    }

    private static Path made() throws IOException {
        var folder = TARGET.resolve(NAME + fingerprint());
        if (!Files.isDirectory(folder)) {
            try (var others = Files.newDirectoryStream(TARGET, NAME + "*")) {
                for (var other : others) {
                    FileSystemUtils.deleteRecursively(other);
                }
            }
            Files.move(make(TARGET.resolve(NAME + "partial")), folder);
        }
        return folder;
    }

    private static Path make(Path folder) throws IOException {
        try (var _ = Services.start(folder, EnumSet.allOf(Kind.class), ProgressListener.silent())) {
            // Nothing else is asked of them.
        } catch (CommandFailure e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        // Each copy has ports and logs of its own.
        for (var own : List.of("run", "logs", "lock")) {
            FileSystemUtils.deleteRecursively(folder.resolve(own));
        }
        return folder;
    }

    /** Of all that such a start depends on. */
    private static String fingerprint() throws IOException {
        var sum = new CRC32C();
        sum.update(System.getProperty("java.class.path").getBytes(StandardCharsets.UTF_8));
        sum.update(System.getProperty("java.version").getBytes(StandardCharsets.UTF_8));
        sum.update(Files.getLastModifiedTime(TARGET.resolve("services/keycloak.zip"))
                .toString()
                .getBytes(StandardCharsets.UTF_8));
        try (Stream<Path> classes = Files.walk(TARGET.resolve("classes/io/dayside/launch"))) {
            classes.filter(Files::isRegularFile).sorted().forEach(file -> sum.update(content(file)));
        }
        return Long.toHexString(sum.getValue());
    }

    private static byte[] content(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(String... command) throws IOException {
        var process = new ProcessBuilder(command).inheritIO().start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed");
        }
    }
}
