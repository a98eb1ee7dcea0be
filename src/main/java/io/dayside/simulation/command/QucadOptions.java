package io.dayside.simulation.command;

import io.dayside.simulation.qucad.QucadModel;
import io.dayside.simulation.qucad.QucadRun;
import picocli.CommandLine.Option;

/** Every parameter of the model with one group and one disease; those of the manual's example unless said. */
final class QucadOptions {

    @Option(names = "--qucad", required = true, description = "Simulate the queueing model of AI triage (FDA DIDSR).")
    private boolean wanted;

    @Option(names = "--traffic", defaultValue = "0.8", description = "Work per reader, below 1 (${DEFAULT-VALUE}).")
    private double traffic = 0.8;

    @Option(names = "--readers", defaultValue = "2", description = "How many (${DEFAULT-VALUE}).")
    private int readers = 2;

    @Option(
            names = "--interrupting",
            defaultValue = "0.1",
            description = "Share of all cases that are emergent and go before all others (${DEFAULT-VALUE}).")
    private double interrupting = 0.1;

    @Option(
            names = "--prevalence",
            defaultValue = "0.1",
            description = "Share of the other cases with the disease (${DEFAULT-VALUE}).")
    private double prevalence = 0.1;

    @Option(names = "--sensitivity", defaultValue = "0.9", description = "Of the model (${DEFAULT-VALUE}).")
    private double sensitivity = 0.9;

    @Option(
            names = "--false-positives",
            defaultValue = "0.1",
            description = "Share of cases without the disease that the model flags (${DEFAULT-VALUE}).")
    private double falsePositives = 0.1;

    @Option(
            names = "--minutes-interrupting",
            defaultValue = "5",
            description = "Mean reading time of emergent cases (${DEFAULT-VALUE}).")
    private double minutesInterrupting = 5;

    @Option(
            names = "--minutes-diseased",
            defaultValue = "10",
            description = "Mean reading time with the disease (${DEFAULT-VALUE}).")
    private double minutesDiseased = 10;

    @Option(
            names = "--minutes-non-diseased",
            defaultValue = "10",
            description = "Mean reading time without it (${DEFAULT-VALUE}).")
    private double minutesNonDiseased = 10;

    @Option(
            names = "--turnaround-minutes",
            defaultValue = "0",
            description = "Until the model's result is there; the case can be read before (${DEFAULT-VALUE}).")
    private double turnaroundMinutes;

    @Option(
            names = "--preemptive",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Whether pressing cases interrupt, work being kept (${DEFAULT-VALUE}).")
    private boolean preemptive = true;

    @Option(names = "--trials", defaultValue = "" + QucadRun.TRIALS, description = "Repetitions (${DEFAULT-VALUE}).")
    private int trials = QucadRun.TRIALS;

    @Option(
            names = "--cases",
            defaultValue = "" + QucadRun.CASES,
            description = "Measured in each trial (${DEFAULT-VALUE}).")
    private int cases = QucadRun.CASES;

    @Option(
            names = "--warm-up",
            defaultValue = "" + QucadRun.WARM_UP,
            description = "Cases before them in each trial (${DEFAULT-VALUE}).")
    private int warmUp = QucadRun.WARM_UP;

    /** @throws IllegalArgumentException naming the option that is wrong */
    QucadRun run(long seed) {
        var minutes = new QucadModel.Minutes(minutesInterrupting, minutesDiseased, minutesNonDiseased);
        var model = QucadModel.of(
                traffic,
                readers,
                interrupting,
                minutes,
                preemptive,
                prevalence,
                sensitivity,
                falsePositives,
                turnaroundMinutes);
        return new QucadRun(model, trials, cases, warmUp, seed);
    }

    boolean wanted() {
        return wanted;
    }
}
