package io.dayside.simulation;

import java.time.Duration;

/**
 * Something in a case that a model looks for.
 *
 * @param raisesTo class that it deserves, and to which a flag raises the case
 * @param prevalence share of the cases of the type
 * @param sensitivity share of the cases with it that the model flags
 * @param specificity share of the cases without it that the model leaves alone
 * @param turnaround until the model's result is there; the case can be read before
 */
public record Finding(
        String name, String raisesTo, double prevalence, double sensitivity, double specificity, Duration turnaround) {

    public Finding {
        share("prevalence", prevalence);
        share("sensitivity", sensitivity);
        share("specificity", specificity);
        if (turnaround.isNegative()) {
            throw new IllegalArgumentException("turnaround must not be negative");
        }
    }

    /** Probability of a flagged case to have the finding: what a calibrated model says of what it flags. */
    double predictiveValue() {
        double right = prevalence * sensitivity;
        double wrong = (1 - prevalence) * (1 - specificity);
        return right + wrong == 0 ? 1 : right / (right + wrong);
    }

    static void share(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("%s must be 0 to 1, was %s".formatted(name, value));
        }
    }
}
