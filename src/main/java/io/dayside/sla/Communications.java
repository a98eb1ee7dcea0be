package io.dayside.sla;

import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Critical results on their way to hospitals. Implemented by {@code critical}, which this room must not know. */
public interface Communications {

    /** Those that nobody has acknowledged, the first to be due first. */
    List<Communication> waiting(Set<TenantId> hospitals);

    /** Raised at or after {@code from} and before {@code to}, in that order. */
    List<Communication> raisedWithin(TenantId hospital, Instant from, Instant to);
}
