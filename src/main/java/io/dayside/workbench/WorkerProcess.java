package io.dayside.workbench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Runs {@link CheckWorker}, ends it when a file takes too long, and starts another when it is gone. */
final class WorkerProcess implements AutoCloseable {

    private static final String GONE = "";

    /** What the JVM exits with after {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    private static final Duration END = Duration.ofSeconds(5);

    private final List<String> command;
    private final Duration deadline;
    private @Nullable Running running;

    private record Running(Process process, BufferedWriter names, BlockingQueue<String> lines) {}

    /**
     * @param heapMib of the process
     * @param deadline for one file
     */
    WorkerProcess(int heapMib, long maxBulkBytes, boolean compare, Duration deadline) {
        this.deadline = deadline;
        this.command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMib + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                CheckWorker.class.getName(),
                Long.toString(maxBulkBytes),
                Boolean.toString(compare));
    }

    FileReport check(Path file) throws IOException, InterruptedException {
        String name = file.toAbsolutePath().toString();
        if (name.indexOf('\n') >= 0 || name.indexOf('\r') >= 0) {
            return FileReport.refused("a line break in its name");
        }
        Running worker = running == null || !running.process().isAlive() ? start() : running;
        worker.names().write(name + "\n");
        worker.names().flush();
        String line = worker.lines().poll(deadline.toMillis(), TimeUnit.MILLISECONDS);
        if (line == null) {
            stop(worker);
            return FileReport.failed("not done after " + deadline.toSeconds() + " s");
        }
        if (line.equals(GONE)) {
            worker.process().waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
            stop(worker);
            int exit = worker.process().exitValue();
            return FileReport.failed(exit == OUT_OF_MEMORY ? "out of memory" : "the process ended with " + exit);
        }
        return FileReport.decode(line);
    }

    private Running start() throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.ofVirtual().start(() -> pump(process, lines));
        Running worker = new Running(process, process.outputWriter(StandardCharsets.UTF_8), lines);
        running = worker;
        return worker;
    }

    private static void pump(Process process, BlockingQueue<String> lines) {
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.startsWith(CheckWorker.MARK)) {
                    lines.add(line.substring(CheckWorker.MARK.length()));
                }
            }
        } catch (IOException _) {
            lines.add(GONE);
            return;
        }
        lines.add(GONE);
    }

    private void stop(Running worker) throws InterruptedException {
        worker.process().destroyForcibly();
        worker.process().waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
        running = null;
    }

    @Override
    public void close() {
        if (running != null) {
            running.process().destroyForcibly();
        }
    }
}
