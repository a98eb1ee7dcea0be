package io.dayside.routing.engine;

import io.dayside.triage.Severity;

/**
 * The gravest finding that models flagged on a case.
 *
 * @param probability calibrated, above 0 and at most 1
 */
public record Flag(Severity severity, double probability) {

    public Flag {
        if (!(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be above 0 and at most 1, was " + probability);
        }
    }
}
