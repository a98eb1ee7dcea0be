package io.dayside.sla;

import io.dayside.cases.CaseId;
import io.dayside.tenancy.TenantId;
import java.util.Map;
import java.util.Set;

/** Looks ahead. Implemented by {@code routing}, which this room must not know. */
public interface Outlooks {

    /**
     * Of every case of these hospitals that waits or is read, seconds old at most. Not inside a transaction: it looks at
     * all hospitals, since they share their readers.
     */
    Map<CaseId, Outlook> of(Set<TenantId> hospitals);
}
