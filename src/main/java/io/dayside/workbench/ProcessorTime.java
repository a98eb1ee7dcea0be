package io.dayside.workbench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Seconds of processor time, which other work on the same machine disturbs less than it does a clock. */
final class ProcessorTime {

    /** The shell's own time goes to standard output, the program's complaints nowhere. */
    private static final List<String> SHELL = List.of("sh", "-c", "\"$0\" \"$@\" >/dev/null 2>&1 || exit 1; times");

    private static final Pattern MINUTES_SECONDS = Pattern.compile("(\\d+)m([\\d.]+)s");

    private ProcessorTime() {}

    /** Of this process, compiler and collector included, and of the processes it keeps. */
    static double of(Medians.Work work) throws Exception {
        double before = sinceStart();
        work.run();
        return sinceStart() - before;
    }

    private static double sinceStart() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        double kept = ProcessHandle.current()
                .descendants()
                .map(process -> process.info().totalCpuDuration())
                .flatMap(Optional::stream)
                .mapToLong(Duration::toMillis)
                .sum();
        return system.getProcessCpuTime() / 1e9 + kept / 1e3;
    }

    /** Of a program from its start to its end, to a hundredth of a second. */
    static double of(List<String> command) throws IOException, InterruptedException {
        List<String> shell = new ArrayList<>(SHELL);
        shell.addAll(command);
        Process process = new ProcessBuilder(shell).start();
        try (var lines = process.inputReader()) {
            String children = lines.lines().skip(1).findFirst().orElse("");
            if (process.waitFor() != 0) {
                throw new IOException(command.getFirst() + " failed");
            }
            return MINUTES_SECONDS
                    .matcher(children)
                    .results()
                    .mapToDouble(ProcessorTime::seconds)
                    .sum();
        }
    }

    private static double seconds(MatchResult time) {
        return Integer.parseInt(time.group(1)) * 60 + Double.parseDouble(time.group(2));
    }
}
