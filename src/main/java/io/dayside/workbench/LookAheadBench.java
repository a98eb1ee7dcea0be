package io.dayside.workbench;

import io.dayside.simulation.Scenario;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./dayside bench lookahead}: whether planning assignments ahead by Timefold makes cases wait less than our order. */
@Command(
        name = "lookahead",
        description =
                "Compare the order of reading, with and without keeping scarce readers, with assignment that Timefold"
                        + " plans ahead every few minutes, on the same simulated fortnights; on a floor with scarce skills and on"
                        + " that of bench routing.",
        mixinStandardHelpOptions = true)
public final class LookAheadBench implements Callable<Integer> {

    private static final int MOST = 1_000;
    private static final int LONGEST_MINUTES = 1_440;
    private static final int MOST_MOVES = 10_000_000;
    private static final int MOST_DAYS = 14;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--loads",
            defaultValue = "0.80,0.88",
            split = ",",
            description = "Work that arrives as shares of what all shifts can read (default ${DEFAULT-VALUE}).")
    private List<Double> loads = List.of(0.80, 0.88);

    @Option(names = "--seeds", defaultValue = "4", description = "Fortnights of each load (default ${DEFAULT-VALUE}).")
    private int seeds = 4;

    @Option(
            names = "--first-seed",
            defaultValue = "1",
            description = "Seed of the first of them (default ${DEFAULT-VALUE}).")
    private long firstSeed = 1;

    @Option(
            names = "--days",
            defaultValue = "14",
            description = "Days of each, 2 to 14, the first dropped (default ${DEFAULT-VALUE}).")
    private int days = MOST_DAYS;

    @Option(
            names = "--roster",
            defaultValue = "1",
            description = "Which draw of licences and subspecialties (default ${DEFAULT-VALUE}).")
    private long roster = 1;

    @Option(
            names = "--every",
            defaultValue = "10",
            description = "Minutes after which a plan is too old (default ${DEFAULT-VALUE}).")
    private int every = 10;

    @Option(
            names = "--horizon",
            defaultValue = "240",
            description = "Minutes that a plan looks ahead (default ${DEFAULT-VALUE}).")
    private int horizon = 240;

    @Option(
            names = "--cases",
            defaultValue = "200",
            description = "That a plan has at most (default ${DEFAULT-VALUE}).")
    private int cases = 200;

    @Option(
            names = "--moves",
            defaultValue = "1000",
            description = "That Timefold tries for each plan (default ${DEFAULT-VALUE}).")
    private int moves = 1_000;

    @Override
    public Integer call() {
        check();
        var table = new LookAheadTable(spec.commandLine().getOut());
        var setting = new LookAheadRun.Setting(every, horizon, cases, moves);
        for (double load : loads) {
            floors(load).forEach((name, floor) -> table.print(name, load, runs(floor, setting)));
        }
        return 0;
    }

    private void check() {
        boolean counts = seeds >= 2 && seeds <= MOST && days >= 2 && days <= MOST_DAYS;
        boolean terms = within(every, LONGEST_MINUTES)
                && within(horizon, LONGEST_MINUTES)
                && within(cases, MOST)
                && within(moves, MOST_MOVES);
        if (!counts || !terms || !loads.stream().allMatch(load -> load > 0 && load < 1)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--loads lie between 0 and 1; --seeds is 2 to 1000, --days 2 to 14, --every and --horizon 1 to 1440,"
                            + " --cases 1 to 1000, --moves 1 to 10000000");
        }
    }

    private static boolean within(int value, int most) {
        return value >= 1 && value <= most;
    }

    private Map<String, Scenario> floors(double load) {
        var usual = shortened(new RoutingInstance(roster).scenario(load));
        Map<String, Scenario> floors = new LinkedHashMap<>();
        floors.put("Scarce skills", ScarceInstance.of(usual));
        floors.put("The floor of bench routing", usual);
        return floors;
    }

    private Scenario shortened(Scenario whole) {
        return new Scenario(
                whole.start(),
                days,
                whole.warmUpDays(),
                whole.classes(),
                whole.types(),
                whole.streams(),
                whole.readers(),
                whole.behaviour());
    }

    private List<LookAheadRun> runs(Scenario floor, LookAheadRun.Setting setting) {
        return LongStream.range(firstSeed, firstSeed + seeds)
                .parallel()
                .mapToObj(seed -> new LookAheadRun(floor, setting, seed))
                .toList();
    }
}
