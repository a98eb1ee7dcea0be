package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.workforce.Specialist;
import java.time.Instant;
import java.util.List;

/** May this specialist read this case now, and why not. */
public interface Eligibility {

    /** Every rule's verdict, in the order of {@link RuleVerdict.Rule}. */
    List<RuleVerdict> explain(Case work, Specialist specialist, Instant at);
}
