package io.dayside.workbench;

import io.dayside.launch.CommandFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./dayside bench search}: QIDO-RS at each level while the archive grows. */
@Command(
        name = "search",
        description =
                "Measure QIDO-RS at study, series and instance level in archives of several sizes: median and 99th"
                        + " percentile, and the ratio of each to that of the smallest archive.",
        mixinStandardHelpOptions = true)
public final class SearchBench implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--instances",
            defaultValue = "10000,100000,1000000",
            split = ",",
            description = "Sizes of the archive, rising, whole thousands (default ${DEFAULT-VALUE}).")
    private List<Integer> sizes = List.of(10_000, 100_000, 1_000_000);

    @Option(
            names = "--times",
            defaultValue = "200",
            description = "That each query is asked at each size (default ${DEFAULT-VALUE}).")
    private int times = 200;

    @Option(
            names = "--warm-ups",
            defaultValue = "600",
            description = "That each is asked before, in the smallest archive (default ${DEFAULT-VALUE}).")
    private int warmUps = 600;

    @Mixin
    private final WorkFolder work = new WorkFolder();

    @Override
    public Integer call() throws Exception {
        check(sizes);
        if (times < 1 || warmUps < 0) {
            throw new CommandFailure("--times is 1 or more, --warm-ups 0 or more");
        }
        Path folder = work.create("dayside-search");
        PrintWriter out = spec.commandLine().getOut();
        try (var stand = IngestStand.in(folder.resolve("dayside"), StandServer.DICOMWEB, DaysidePeer.JVM)) {
            stand.start();
            var index = new FilledIndex(stand, Template.store(stand, folder.resolve("template")));
            var run = new SearchRun(stand.dicomweb(), index);
            index.growTo(sizes.getFirst());
            run.ask(warmUps);
            out.printf(
                    "Each query %d times over one connection, for studies chosen at random; answers hold as many matches at"
                            + " each size.%n%n",
                    times);
            var table = new SearchTable(out);
            for (int size : sizes) {
                index.growTo(size);
                run.ask(Math.min(warmUps, times / 10));
                table.print(size, run.ask(times));
            }
            return 0;
        } finally {
            Trees.delete(folder);
        }
    }

    static void check(List<Integer> sizes) throws CommandFailure {
        boolean whole = sizes.stream().allMatch(size -> size > 0 && size % 1_000 == 0);
        if (!whole || !sizes.equals(sizes.stream().sorted().distinct().toList())) {
            throw new CommandFailure("--instances are whole thousands, each larger than the one before");
        }
    }
}
