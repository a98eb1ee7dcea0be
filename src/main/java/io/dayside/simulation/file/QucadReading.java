package io.dayside.simulation.file;

import io.dayside.simulation.qucad.QucadModel;
import io.dayside.simulation.qucad.QucadRun;
import java.util.List;

/** The fields of {@code kind: qucad}. */
final class QucadReading {

    private static final double LONGEST_MINUTES = 10_000;
    private static final int MOST = 10_000_000;

    private QucadReading() {}

    static QucadRun run(Fields root) {
        int trials = root.integerOr("trials", QucadRun.TRIALS, 2, 1_000);
        int cases = root.integerOr("cases", QucadRun.CASES, 1, MOST);
        int warmUp = root.integerOr("warmUp", QucadRun.WARM_UP, 0, MOST);
        int seed = root.integerOr("seed", 1, 0, Integer.MAX_VALUE);
        return new QucadRun(model(root), trials, cases, warmUp, seed);
    }

    private static QucadModel model(Fields root) {
        double traffic = root.number("traffic", 0, 1);
        int readers = root.integerOr("readers", 1, 1, 1_000);
        double emergent = root.numberOr("interrupting", 0, 0, 1);
        double minutes = root.numberOr("minutesInterrupting", 5, 0, LONGEST_MINUTES);
        boolean preemptive = root.flagOr("preemptive", true);
        return root.has("groups")
                ? new QucadModel(
                        traffic,
                        readers,
                        emergent,
                        minutes,
                        preemptive,
                        root.objects("groups", QucadReading::group),
                        root.objects("models", QucadReading::triageModel))
                : single(root, traffic, readers, emergent, minutes, preemptive);
    }

    private static QucadModel single(
            Fields root, double traffic, int readers, double emergent, double minutes, boolean preemptive) {
        var means = new QucadModel.Minutes(
                minutes,
                root.numberOr("minutesDiseased", 10, 0, LONGEST_MINUTES),
                root.numberOr("minutesNonDiseased", 10, 0, LONGEST_MINUTES));
        return QucadModel.of(
                traffic,
                readers,
                emergent,
                means,
                preemptive,
                root.number("prevalence", 0, 1),
                root.number("sensitivity", 0, 1),
                root.number("falsePositives", 0, 1),
                root.numberOr("turnaroundMinutes", 0, 0, LONGEST_MINUTES));
    }

    private static QucadModel.Group group(Fields fields) {
        String name = fields.text("name");
        List<QucadModel.Disease> diseases = fields.objects("diseases", QucadReading::disease);
        return new QucadModel.Group(
                name, fields.number("share", 0, 1), diseases, fields.number("minutesNonDiseased", 0, LONGEST_MINUTES));
    }

    private static QucadModel.Disease disease(Fields fields) {
        return new QucadModel.Disease(
                fields.text("name"),
                fields.integerOr("rank", 1, 1, 20),
                fields.number("prevalence", 0, 1),
                fields.number("minutes", 0, LONGEST_MINUTES));
    }

    private static QucadModel.Model triageModel(Fields fields) {
        return new QucadModel.Model(
                fields.text("name"),
                fields.text("group"),
                fields.text("disease"),
                fields.number("sensitivity", 0, 1),
                fields.number("falsePositives", 0, 1),
                fields.numberOr("turnaroundMinutes", 0, 0, LONGEST_MINUTES));
    }
}
