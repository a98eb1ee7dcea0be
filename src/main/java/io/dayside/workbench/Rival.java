package io.dayside.workbench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs that others wrote, timed from outside. */
final class Rival {

    private static final long LIMIT_SECONDS = 60;

    private Rival() {}

    static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Nagle's algorithm, which DCMTK leaves on, would cost 40 ms an instance and hide everything else. */
    static Process start(List<String> command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("TCP_NODELAY", "1");
        return builder.start();
    }

    /** Runs it to its end; where it is missing, nothing happens. */
    static void run(List<String> command) throws IOException, InterruptedException {
        String program = command.getFirst();
        if (!isInstalled(program)) {
            return;
        }
        Process process = start(command);
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(program + " failed");
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
