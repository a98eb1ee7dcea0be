package io.dayside.simulation.qucad;

import io.dayside.simulation.engine.CaseSpec;
import java.util.SplittableRandom;

/**
 * One case of a trial, the same under every protocol.
 *
 * @param rows of the report to which it counts, one bit each
 * @param rank of the most pressing flag; 0 for none
 * @param flaggedAt when the result that flagged it is there
 */
record Draw(int number, double arrivesAt, int rows, boolean emergent, int rank, double flaggedAt, double minutes) {

    /** The case as a protocol sees it: 0 is emergent, the last class what nobody flagged. */
    CaseSpec under(Protocol protocol, int ranks) {
        int unflagged = switch (protocol) {
            case WITHOUT_AI -> 1;
            case PRIORITY -> 2;
            case HIERARCHY -> ranks + 1;
        };
        boolean flagged = rank > 0 && protocol != Protocol.WITHOUT_AI;
        int raised = flagged ? protocol == Protocol.PRIORITY ? 1 : rank : unflagged;
        int ordered = emergent ? 0 : unflagged;
        return new CaseSpec(
                number,
                arrivesAt,
                0,
                rows,
                ordered,
                flagged ? flaggedAt : Double.POSITIVE_INFINITY,
                raised,
                1,
                minutes,
                minutes,
                Double.POSITIVE_INFINITY);
    }

    static int classes(Protocol protocol, int ranks) {
        return switch (protocol) {
            case WITHOUT_AI -> 2;
            case PRIORITY -> 3;
            case HIERARCHY -> ranks + 2;
        };
    }

    /** Draws one case after the other; arrivals, kinds and reading times come from streams of their own. */
    static final class Source {

        private final QucadModel model;
        private final Rows rows;
        private final SplittableRandom arrivals;
        private final SplittableRandom kinds;
        private final SplittableRandom readings;
        private final double meanGap;
        private int number;
        private double at;

        Source(QucadModel model, Rows rows, SplittableRandom trial) {
            this.model = model;
            this.rows = rows;
            this.arrivals = trial.split();
            this.kinds = trial.split();
            this.readings = trial.split();
            this.meanGap = 1 / model.arrivalsPerMinute();
        }

        Draw next() {
            at += meanGap * arrivals.nextExponential();
            double unit = readings.nextExponential();
            if (kinds.nextDouble() < model.emergentShare()) {
                return new Draw(
                        number++,
                        at,
                        rows.emergent(),
                        true,
                        0,
                        Double.POSITIVE_INFINITY,
                        unit * model.emergentMinutes());
            }
            QucadModel.Group group = group(kinds.nextDouble());
            int disease = disease(group, kinds.nextDouble());
            double mean = disease < 0
                    ? group.nonDiseasedMinutes()
                    : group.diseases().get(disease).minutes();
            return flagged(group, disease, unit * mean);
        }

        private Draw flagged(QucadModel.Group group, int disease, double minutes) {
            int rank = 0;
            double flaggedAt = Double.POSITIVE_INFINITY;
            for (QucadModel.Model ai : model.models()) {
                if (ai.group().equals(group.name())) {
                    boolean present =
                            disease >= 0 && group.diseases().get(disease).name().equals(ai.disease());
                    boolean positive = kinds.nextDouble() < (present ? ai.sensitivity() : ai.falsePositives());
                    if (positive && (rank == 0 || model.rankOf(ai) < rank)) {
                        rank = model.rankOf(ai);
                        flaggedAt = at + ai.turnaroundMinutes();
                    }
                }
            }
            return new Draw(number++, at, rows.of(group, disease, rank > 0), false, rank, flaggedAt, minutes);
        }

        private QucadModel.Group group(double point) {
            double sum = 0;
            for (QucadModel.Group group : model.groups()) {
                sum += group.share();
                if (point < sum) {
                    return group;
                }
            }
            return model.groups().getLast();
        }

        private static int disease(QucadModel.Group group, double point) {
            double sum = 0;
            for (int i = 0; i < group.diseases().size(); i++) {
                sum += group.diseases().get(i).prevalence();
                if (point < sum) {
                    return i;
                }
            }
            return -1;
        }
    }
}
