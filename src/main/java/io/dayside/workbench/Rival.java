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

    /** @return seconds from start to end, or NaN if it failed */
    static double seconds(List<String> command) throws IOException, InterruptedException {
        long start = System.nanoTime();
        Process process = start(command);
        try {
            boolean done = process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
            double seconds = (System.nanoTime() - start) / 1e9;
            return done && process.exitValue() == 0 ? seconds : Double.NaN;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Median of several runs. */
    static double seconds(List<String> command, int rounds) throws IOException, InterruptedException {
        double[] taken = new double[rounds];
        for (int i = 0; i < rounds; i++) {
            taken[i] = seconds(command);
        }
        return Medians.of(taken);
    }
}
