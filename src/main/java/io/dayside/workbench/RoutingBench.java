package io.dayside.workbench;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./dayside bench routing}: how long cases wait under each policy, and what deciding costs. */
@Command(
        name = "routing",
        description =
                "Compare policies of assignment on the same simulated fortnights, beside the bound that the roster"
                        + " sets; with --decisions measure what each decision costs as cases and specialists become more.",
        mixinStandardHelpOptions = true)
public final class RoutingBench implements Callable<Integer> {

    private static final int MOST_SEEDS = 1_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--decisions", description = "Time of \"next case\" and of placing an arrival, at each size.")
    private boolean decisions;

    @Option(
            names = "--cases",
            defaultValue = "100,1000,10000,100000",
            split = ",",
            description = "Open cases, rising (default ${DEFAULT-VALUE}).")
    private List<Integer> cases = List.of(100, 1_000, 10_000, 100_000);

    @Option(
            names = "--specialists",
            defaultValue = "50,500,5000",
            split = ",",
            description = "Specialists, rising (default ${DEFAULT-VALUE}).")
    private List<Integer> specialists = List.of(50, 500, 5_000);

    @Option(names = "--times", defaultValue = "20000", description = "That each is asked (default ${DEFAULT-VALUE}).")
    private int times = 20_000;

    @Option(
            names = "--loads",
            defaultValue = "0.70,0.80,0.88",
            split = ",",
            description = "Work that arrives as shares of what all shifts can read (default ${DEFAULT-VALUE}).")
    private List<Double> loads = List.of(0.70, 0.80, 0.88);

    @Option(names = "--seeds", defaultValue = "20", description = "Fortnights of each load (default ${DEFAULT-VALUE}).")
    private int seeds = 20;

    @Option(
            names = "--roster",
            defaultValue = "1",
            description = "Which draw of licences and subspecialties (default ${DEFAULT-VALUE}).")
    private long roster = 1;

    @Override
    public Integer call() {
        if (!decisions) {
            return comparePolicies();
        }
        check();
        new DecisionBench(spec.commandLine().getOut(), times).print(cases, specialists);
        return 0;
    }

    private int comparePolicies() {
        if (seeds < 2 || seeds > MOST_SEEDS || !loads.stream().allMatch(load -> load > 0 && load < 1)) {
            throw new ParameterException(spec.commandLine(), "--seeds is 2 to 1000; --loads lie between 0 and 1");
        }
        new PolicyBench(spec.commandLine().getOut(), seeds, roster).print(loads);
        return 0;
    }

    private void check() {
        if (times < 1 || !isRising(cases) || !isRising(specialists)) {
            throw new ParameterException(
                    spec.commandLine(), "--times is 1 or more; --cases and --specialists rise, from 2 on");
        }
    }

    private static boolean isRising(List<Integer> sizes) {
        return sizes.getFirst() >= 2
                && sizes.equals(sizes.stream().sorted().distinct().toList());
    }
}
