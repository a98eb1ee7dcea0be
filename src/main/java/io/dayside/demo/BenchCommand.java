package io.dayside.demo;

import io.dayside.launch.CommandFailure;
import io.dayside.launch.DaysideCommand;
import io.dayside.tenancy.Priority;
import io.dayside.workbench.DicomBench;
import io.dayside.workbench.FramesBench;
import io.dayside.workbench.IngestBench;
import io.dayside.workbench.LookAheadBench;
import io.dayside.workbench.MemoryBench;
import io.dayside.workbench.RestartBench;
import io.dayside.workbench.RosterBench;
import io.dayside.workbench.RoutingBench;
import io.dayside.workbench.SearchBench;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a running Dayside against its limits, and the DICOM kernel against others. */
@Command(
        name = "bench",
        description =
                "Measure a running Dayside (bench first-look); storing and reading beside other archives (bench ingest,"
                        + " bench frames); searching and restarts while the archive grows (bench search, bench restart); memory"
                        + " under large objects (bench memory); the DICOM kernel (bench dicom); routing (bench routing);"
                        + " rosters (bench roster); assignment planned ahead (bench lookahead).",
        subcommands = {
            DicomBench.class,
            IngestBench.class,
            FramesBench.class,
            SearchBench.class,
            RestartBench.class,
            MemoryBench.class,
            RoutingBench.class,
            RosterBench.class,
            LookAheadBench.class
        },
        mixinStandardHelpOptions = true)
public final class BenchCommand implements DaysideCommand {

    /** What is promised for a flagged study with the default quiet time. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MOST_STUDIES = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to measure: ./dayside bench first-look, ingest, frames, search, restart, memory, dicom, routing, roster or lookahead");
    }

    /** Sends flagged head CT phantoms one after the other and waits for each at its place in a worklist. */
    @Command(
            name = "first-look",
            description = "Time from the last C-STORE response of a flagged study to its place in an eligible"
                    + " specialist's worklist: each, the median, and the median's share of the limit of 10 s.",
            mixinStandardHelpOptions = true)
    int firstLook(
            @Option(names = "--studies", defaultValue = "10", description = "How many, 1 to 100 (default 10).")
                    int studies,
            @Option(names = "--to", defaultValue = "northgate", description = "Hospital (default northgate).")
                    String hospital,
            @Option(names = "--port", defaultValue = "8080", description = "Web port.") int port,
            @Option(names = "--dicom-port", defaultValue = "11112", description = "DICOM port.") int dicomPort,
            @Option(names = "--hl7-port", defaultValue = "2575", description = "HL7 port.") int hl7Port,
            @Option(names = "--config", defaultValue = "tenant-config", description = "Configuration folder.")
                    Path config,
            @Option(names = "--data", defaultValue = "data", description = "Data directory of the running Dayside.")
                    Path data)
            throws Exception {
        if (studies < 1 || studies > MOST_STUDIES) {
            throw new CommandFailure("--studies is 1 to " + MOST_STUDIES);
        }
        var doors = new SimulatedStudies.Doors(loopback(hl7Port), loopback(dicomPort));
        var sender = new SimulatedStudies(doors, Clock.systemUTC());
        var floor = new WorklistWatch(port, data, config);
        var taken = new ArrayList<Duration>();
        for (int number = 1; number <= studies; number++) {
            taken.add(one(sender, SimulatedHospital.find(config, hospital), floor, number));
        }
        return print(taken);
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private Duration one(SimulatedStudies sender, SimulatedHospital hospital, WorklistWatch floor, int number)
            throws Exception {
        try {
            var before = floor.cases();
            var sent =
                    sender.send(hospital, SimulatedStudies.Scene.HEAD_CT_HAEMORRHAGE, System.nanoTime(), Priority.STAT);
            long stored = System.nanoTime();
            var seen = floor.awaitNew(before, hospital.id(), sent.accessionNumber(), PATIENCE);
            var took = Duration.ofNanos(System.nanoTime() - stored);
            say("study %d: %.1f s, place %d of %d, %s"
                    .formatted(number, seconds(took), seen.place(), seen.of(), seen.claim()));
            return took;
        } catch (IOException e) {
            throw new CommandFailure("no running Dayside answered as expected: " + e.getMessage(), e);
        }
    }

    private int print(List<Duration> taken) {
        var median = taken.stream().sorted().toList().get(taken.size() / 2);
        say("median %.1f s of %d studies, %.2f of the limit of %d s"
                .formatted(seconds(median), taken.size(), seconds(median) / seconds(LIMIT), LIMIT.toSeconds()));
        return 0;
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }
}
