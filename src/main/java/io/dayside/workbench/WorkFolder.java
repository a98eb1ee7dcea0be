package io.dayside.workbench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a measurement puts its data: an option that the measuring commands share. */
final class WorkFolder {

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Folder for all data, with room for them, on the disk that is to be measured; otherwise a"
                    + " temporary one.")
    private @Nullable Path parent;

    /** An existing folder, in which {@link #create} makes others. */
    Path parent() throws IOException {
        return parent == null ? Path.of(System.getProperty("java.io.tmpdir")) : Files.createDirectories(parent);
    }

    /** A new empty folder for one measurement, which deletes it when it ends. */
    Path create(String prefix) throws IOException {
        return Files.createTempDirectory(parent(), prefix);
    }
}
