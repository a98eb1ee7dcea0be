package io.dayside.workbench;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./dayside bench routing}: what deciding who reads what next costs. */
@Command(
        name = "routing",
        description = "Measure deciding who reads what next: --decisions for what each decision costs as cases and"
                + " specialists become more.",
        mixinStandardHelpOptions = true)
public final class RoutingBench implements Callable<Integer> {

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

    @Override
    public Integer call() {
        if (!decisions) {
            throw new ParameterException(spec.commandLine(), "say what to measure: --decisions");
        }
        check();
        new DecisionBench(spec.commandLine().getOut(), times).print(cases, specialists);
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
