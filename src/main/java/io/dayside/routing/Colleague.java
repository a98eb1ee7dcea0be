package io.dayside.routing;

import io.dayside.workforce.Specialist;
import java.util.List;

/**
 * Somebody who might be asked about a case.
 *
 * @param refusals of the rules that bar them from reading such a case at any hour; none where they may be asked
 */
public record Colleague(Specialist specialist, List<RuleVerdict> refusals, boolean onShift) {

    public Colleague {
        refusals = List.copyOf(refusals);
    }

    public boolean mayBeAsked() {
        return refusals.isEmpty();
    }
}
