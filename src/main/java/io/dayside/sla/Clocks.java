package io.dayside.sla;

import io.dayside.cases.CaseId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Clocks of cases against the contract. */
public interface Clocks {

    Optional<CaseClock> of(CaseId id);

    Map<CaseId, CaseClock> of(Collection<CaseId> ids);

    /** Clocks that began at or after {@code since}, of the tenants in scope, in the order in which they began. */
    List<CaseClock> startedSince(Instant since);
}
