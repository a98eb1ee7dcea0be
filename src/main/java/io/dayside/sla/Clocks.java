package io.dayside.sla;

import io.dayside.cases.CaseId;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** Clocks of cases against the contract. */
public interface Clocks {

    Optional<CaseClock> of(CaseId id);

    Map<CaseId, CaseClock> of(Collection<CaseId> ids);
}
