package io.dayside.workbench;

import io.dayside.launch.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./dayside chaos ingest}: what was acknowledged survives every kill, unaltered and indexed. */
@Command(
        name = "ingest",
        description =
                "Kill server and database with -9 while storescu of DCMTK sends, or senders over STOW-RS, at every"
                        + " failure point and at random moments; then hold what is kept against what was acknowledged. Fails if"
                        + " anything is lost.",
        mixinStandardHelpOptions = true)
public final class ChaosIngest implements Callable<Integer> {

    private static final int MOST_ASSOCIATIONS = 16;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--kills", defaultValue = "100", description = "How many (default ${DEFAULT-VALUE}).")
    private int kills = 100;

    @Option(
            names = "--associations",
            defaultValue = "4",
            description = "Senders at once, 1 to 16 (default ${DEFAULT-VALUE}).")
    private int associations = 4;

    @Option(
            names = "--by",
            defaultValue = "C_STORE",
            description = "How is sent, one of ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private Door door = Door.C_STORE;

    @Option(names = "--seed", description = "Of the moments and the objects; otherwise a new one, which is printed.")
    private @Nullable Long seed;

    @Option(
            names = "--work",
            paramLabel = "DIR",
            description = "Folder for a database and objects of its own, kept; otherwise a temporary one.")
    private @Nullable Path work;

    @Override
    public Integer call() throws Exception {
        if (door == Door.C_STORE && !Rival.isInstalled("storescu")) {
            throw new CommandFailure("storescu is missing: install DCMTK");
        }
        if (kills < 1 || associations < 1 || associations > MOST_ASSOCIATIONS) {
            throw new CommandFailure("--kills is 1 or more, --associations 1 to " + MOST_ASSOCIATIONS);
        }
        long chosen = seed == null ? new Random().nextLong(Integer.MAX_VALUE) : seed;
        PrintWriter out = spec.commandLine().getOut();
        out.println("seed " + chosen);
        var folder = new WorkFolder(work);
        try (folder;
                var run = ChaosRun.start(folder.path(), door, associations, chosen, line -> say(out, line))) {
            run.kill(Blow.plan(kills, new Random(chosen)));
            out.print(run.table());
            out.flush();
            return run.isWhole() ? 0 : 1;
        }
    }

    private static void say(PrintWriter out, String line) {
        out.println("  " + line);
        out.flush();
    }

    /** A folder that goes with us unless somebody chose it. */
    private record WorkFolder(@Nullable Path chosen, Path path) implements AutoCloseable {

        WorkFolder(@Nullable Path chosen) throws IOException {
            this(chosen, chosen == null ? Files.createTempDirectory("dayside-chaos") : Files.createDirectories(chosen));
        }

        @Override
        public void close() throws IOException {
            if (chosen == null) {
                Trees.delete(path);
            }
        }
    }
}
