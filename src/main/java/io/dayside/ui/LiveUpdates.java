package io.dayside.ui;

import io.dayside.tenancy.TenantId;
import java.util.Set;

/** Tells open pages on every node that something of a tenant changed, so that they ask again. Carries no data. */
public interface LiveUpdates {

    /** Announces after the running transaction commits, or at once outside one. */
    void changed(TenantId tenant, Topic topic);

    /** Calls {@code listener} on every announcement until the returned handle is closed. */
    AutoCloseable listen(Set<TenantId> tenants, Topic topic, Runnable listener);

    enum Topic {
        /** Instances have come, or a study became complete. */
        ARRIVALS,
        CASES,
        /** A critical result was raised, told or acknowledged. */
        CRITICAL,
        DELIVERIES,
        NOTICES
    }
}
