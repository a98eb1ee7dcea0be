package io.dayside.dicom;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** DCMTK's command line tools; tests that need one are skipped where it is not installed. */
public final class Dcmtk {

    private static final int LIMIT_SECONDS = 60;

    private Dcmtk() {}

    /** Output, both kinds, and exit code of a finished tool. */
    public record Result(int exitCode, String output) {}

    public static Result run(String tool, String... arguments) throws IOException, InterruptedException {
        return runIn(Path.of("."), tool, arguments);
    }

    /** @param folder where the tool leaves what it is not told to leave elsewhere */
    public static Result runIn(Path folder, String tool, String... arguments) throws IOException, InterruptedException {
        Process process = start(folder, tool, arguments);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(tool + " did not end");
        }
        return new Result(process.exitValue(), output);
    }

    /** Starts a tool, which the caller has to end. */
    public static Process start(String tool, String... arguments) throws IOException {
        return start(Path.of("."), tool, arguments);
    }

    private static Process start(Path folder, String tool, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(find(tool).toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** Where the program is; aborts the test where it is nowhere. */
    static Path find(String tool) {
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin";
        for (String folder : path.split(File.pathSeparator, -1)) {
            Path candidate = Path.of(folder, tool);
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        Assumptions.abort(tool + " is not installed");
        throw new IllegalStateException();
    }
}
