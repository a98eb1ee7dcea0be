package io.dayside.workbench;

import io.dayside.launch.CommandFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./dayside bench restart}: how long modalities wait for a node that was killed. */
@Command(
        name = "restart",
        description =
                "Kill a node with -9 just after it stored, and measure the time from the start of its process to the"
                        + " first C-ECHO that it answers, in archives of several sizes.",
        mixinStandardHelpOptions = true)
public final class RestartBench implements Callable<Integer> {

    private static final double LIMIT_SECONDS = 10;
    private static final double MIB = 1024 * 1024;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--instances",
            defaultValue = "10000,100000,1000000",
            split = ",",
            description = "Sizes of the archive, rising, whole thousands (default ${DEFAULT-VALUE}).")
    private List<Integer> sizes = List.of(10_000, 100_000, 1_000_000);

    @Option(names = "--starts", defaultValue = "5", description = "At each size (default ${DEFAULT-VALUE}).")
    private int starts = 5;

    @Option(
            names = "--server",
            defaultValue = "PRODUCT",
            description = "What is started, one of ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private StandServer server = StandServer.PRODUCT;

    @Mixin
    private final WorkFolder work = new WorkFolder();

    @Override
    public Integer call() throws Exception {
        SearchBench.check(sizes);
        if (starts < 1) {
            throw new CommandFailure("--starts is 1 or more");
        }
        Path folder = work.create("dayside-restart");
        PrintWriter out = spec.commandLine().getOut();
        List<String> jvm = new ArrayList<>(DaysidePeer.JVM);
        jvm.addAll(ClassCache.options());
        try (var stand = IngestStand.in(folder.resolve("dayside"), server, jvm)) {
            stand.start();
            var index = new FilledIndex(stand, Template.store(stand, folder.resolve("template")));
            var run = new RestartRun(stand, index, folder.resolve("round"));
            out.println(
                    jvm.equals(DaysidePeer.JVM)
                            ? "No classes kept by an earlier ./dayside up are used."
                            : "With the classes that ./dayside up kept.");
            out.println(
                    "| instances | MiB to look through | s to the first C-ECHO, median | slowest | limit, s | share of it |"
                            + " s of processor |");
            out.println("|---|---|---|---|---|---|---|");
            for (int size : sizes) {
                run.growTo(size);
                measure(size, run, out);
            }
            return 0;
        } finally {
            Trees.delete(folder);
        }
    }

    private void measure(int size, RestartRun run, PrintWriter out) throws Exception {
        List<RestartRun.Start> all = new ArrayList<>();
        for (int i = 0; i < starts; i++) {
            var start = run.restart();
            if (start.held() != run.sentBefore()) {
                throw new CommandFailure(
                        "%d of %d instances were found again".formatted(start.held(), run.sentBefore()));
            }
            all.add(start);
        }
        double[] seconds = all.stream()
                .mapToDouble(start -> start.toFirstEcho().toMillis() / 1000.0)
                .toArray();
        var percentiles = Percentiles.of(seconds);
        out.printf(
                "| %d | %.0f | %.1f | %.1f | %.0f | %.2f | %.1f |%n",
                size,
                Medians.of(all.stream()
                        .mapToDouble(start -> start.tailBytes() / MIB)
                        .toArray()),
                percentiles.median(),
                percentiles.p99(),
                LIMIT_SECONDS,
                percentiles.median() / LIMIT_SECONDS,
                Medians.of(all.stream()
                        .mapToDouble(start -> start.processor().toMillis() / 1000.0)
                        .toArray()));
        out.flush();
    }
}
