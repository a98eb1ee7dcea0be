package io.dayside.routing;

import io.dayside.cases.Case;
import io.dayside.cases.CaseId;
import io.dayside.workforce.Specialist;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** May this specialist read this case now, and why not. */
public interface Eligibility {

    /** Every rule's verdict, in the order of {@link RuleVerdict.Rule}. */
    List<RuleVerdict> explain(Case work, Specialist specialist, Instant at);

    /**
     * Everybody else by the same rules but those of the hour: neither shift nor capacity matters to whom one asks for an
     * opinion. Who may be asked comes first, of them who is on shift.
     *
     * @param username who asks
     */
    List<Colleague> colleagues(Case work, String username, Instant at);

    /**
     * Why nobody of ours may read a case at any hour, in words, for those of {@code works} for which that is so. Shifts
     * and capacity pass; a licence, a privilege or a competency that nobody has does not come by waiting.
     */
    Map<CaseId, String> withoutReader(Collection<Case> works);
}
