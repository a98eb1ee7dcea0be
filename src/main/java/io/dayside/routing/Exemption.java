package io.dayside.routing;

import io.dayside.cases.CaseId;
import io.dayside.routing.RuleVerdict.Rule;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A manager's permission for one specialist to read one case past the rules of {@link #PASSED_OVER}, in an emergency.
 *
 * @param grantedBy display name of the manager
 * @param verdicts what every rule said when it was granted
 */
record Exemption(
        CaseId id,
        String username,
        String grantedBy,
        Instant grantedAt,
        Instant until,
        String reason,
        List<RuleVerdict> verdicts) {

    /**
     * A licence is the law's to give, a privilege the hospital's, and a contract also the specialist's: no manager of ours passes
     * them over.
     */
    static final Set<Rule> PASSED_OVER =
            Collections.unmodifiableSet(EnumSet.of(Rule.COMPETENCY, Rule.ON_SHIFT, Rule.CAPACITY));

    Exemption {
        verdicts = List.copyOf(verdicts);
    }

    boolean holdsAt(Instant at) {
        return at.isBefore(until);
    }
}
