package io.dayside.workbench;

import io.dayside.launch.CommandFailure;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./dayside bench memory}: large objects of many senders at once into a small heap. */
@Command(
        name = "memory",
        description =
                "Send large multi-frame objects, made as they are sent, over several associations at once to a server"
                        + " with a small heap: peak memory, and whether all were stored whole. Fails if one was not.",
        mixinStandardHelpOptions = true)
public final class MemoryBench implements Callable<Integer> {

    /** Left on the disk, for everybody else. */
    private static final long RESERVE_MIB = 8 * 1024;

    private static final int MIB = 1024 * 1024;
    private static final int LEAST_HEAP_MIB = 64;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--associations",
            defaultValue = "16",
            description = "Senders at once, 1 to 16 (default ${DEFAULT-VALUE}).")
    private int associations = 16;

    @Option(
            names = "--mib",
            defaultValue = "2048",
            description = "Of each object, an even number from 2 to 4094 (default ${DEFAULT-VALUE}).")
    private int mib = 2048;

    @Option(names = "--heap", defaultValue = "512", description = "Of the server, in MiB (default ${DEFAULT-VALUE}).")
    private int heapMib = 512;

    @Option(
            names = "--server",
            defaultValue = "PRODUCT",
            description = "What is started, one of ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private StandServer server = StandServer.PRODUCT;

    @Mixin
    private final WorkFolder work = new WorkFolder();

    @Override
    public Integer call() throws Exception {
        if (associations < 1 || associations > IngestStand.SENDERS) {
            throw new CommandFailure("--associations is 1 to " + IngestStand.SENDERS);
        }
        if (mib < 2 || mib > GeneratedObject.MOST_MIB || mib % 2 != 0) {
            throw new CommandFailure("--mib is an even number from 2 to " + GeneratedObject.MOST_MIB);
        }
        if (heapMib < LEAST_HEAP_MIB) {
            throw new CommandFailure("--heap is at least " + LEAST_HEAP_MIB);
        }
        Path parent = work.parent();
        long free = Files.getFileStore(parent).getUsableSpace() / MIB;
        int size = fitting(mib, associations, free);
        Path folder = work.create("dayside-memory");
        PrintWriter out = spec.commandLine().getOut();
        if (size < mib) {
            out.printf("The disk has %d MiB free: objects of %d MiB instead of %d.%n", free, size, mib);
        }
        out.printf(
                "%d associations, an object of %d MiB each, at once into a heap of %d MiB%n%n",
                associations, size, heapMib);
        out.flush();
        try (var run = MemoryRun.start(folder, server, heapMib)) {
            var outcome = run.send(associations, size);
            print(outcome, size, out);
            return outcome.whole() == associations ? 0 : 1;
        } finally {
            Trees.delete(folder);
        }
    }

    /** @return even MiB of each object, so that all of them fit beside the reserve */
    static int fitting(int wanted, int associations, long freeMib) throws CommandFailure {
        long each = Math.max(0, freeMib - RESERVE_MIB) / associations / 2 * 2;
        if (each < 2) {
            throw new CommandFailure(
                    "the disk has %d MiB free: name a folder on another with --work".formatted(freeMib));
        }
        return (int) Math.min(wanted, each);
    }

    private void print(MemoryRun.Outcome outcome, int size, PrintWriter out) {
        var memory = outcome.memory();
        out.println("| | measured | goal |");
        out.println("|---|---|---|");
        out.printf("| stored whole, by SHA-256 of what lies on the disk | %d | %d |%n", outcome.whole(), associations);
        out.printf(
                "| peak heap after a collection, MiB | %d, %.2f of the limit | within %d |%n",
                memory.peakAfter(), (double) memory.peakAfter() / heapMib, heapMib);
        out.printf(
                "| peak heap before one, MiB | %d, of %d collections | |%n", memory.peakBefore(), memory.collections());
        out.printf(
                "| peak memory of the process, MiB | %s | |%n",
                memory.peakResident().isPresent() ? memory.peakResident().getAsLong() : "unknown");
        out.printf("| MB/s of all | %.0f | |%n", (double) associations * size * MIB / 1e6 / outcome.seconds());
        out.flush();
    }
}
