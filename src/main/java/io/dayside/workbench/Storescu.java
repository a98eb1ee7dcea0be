package io.dayside.workbench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** DCMTK's sender, and which of its files it saw acknowledged with success. */
final class Storescu implements Callable<Set<Path>> {

    private static final String SENDING = "Sending file: ";
    private static final String SUCCESS = "Received Store Response (Success)";
    private static final long LIMIT_SECONDS = 120;

    private final List<Path> files;
    private final int port;
    private final String calling;
    private final String called;

    Storescu(List<Path> files, int port, String calling, String called) {
        this.files = files;
        this.port = port;
        this.calling = calling;
        this.called = called;
    }

    /** Sends until all is sent or the connection is gone. */
    @Override
    public Set<Path> call() throws IOException, InterruptedException {
        Process process = start();
        Thread.ofVirtual().start(() -> end(process));
        Set<Path> success = new HashSet<>();
        try (var lines = process.inputReader(StandardCharsets.UTF_8)) {
            Path sending = Path.of("");
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                int at = line.indexOf(SENDING);
                if (at >= 0) {
                    sending = Path.of(line.substring(at + SENDING.length()).strip());
                } else if (line.contains(SUCCESS)) {
                    success.add(sending);
                }
            }
        }
        process.waitFor();
        return success;
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "storescu",
                "--verbose",
                "--no-halt",
                "-aet",
                calling,
                "-aec",
                called,
                "--max-send-pdu",
                "131072",
                "127.0.0.1",
                Integer.toString(port)));
        files.forEach(file -> command.add(file.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("TCP_NODELAY", "1");
        return builder.start();
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
        }
    }
}
