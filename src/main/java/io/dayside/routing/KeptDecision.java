package io.dayside.routing;

import io.dayside.routing.engine.Decision;
import java.util.List;

/**
 * A decision as it is kept with the lease that it led to.
 *
 * @param verdicts what every rule said of the specialist at that moment; none of decisions of before these were kept
 */
public record KeptDecision(Given given, Decision decision, List<RuleVerdict> verdicts) {

    public KeptDecision {
        verdicts = List.copyOf(verdicts);
    }

    KeptDecision(Given given, Decision decision) {
        this(given, decision, List.of());
    }

    KeptDecision allowedBy(List<RuleVerdict> rules) {
        return new KeptDecision(given, decision, rules);
    }

    public enum Given {
        /** It was the specialist's next case. */
        NEXT,
        /** The specialist opened it past others that stood before it. */
        CHOSEN,
        /** The specialist put another case aside for it. */
        INTERRUPTING,
        /** A manager let the specialist take it past rules that bar them. */
        EXEMPTED
    }
}
