package io.dayside.tenancy;

import java.util.Optional;
import java.util.Set;

/** Finds the tenants of whoever is calling, where no {@link TenantScope} is bound. Implemented by {@code identity}. */
public interface CallerTenants {

    /** Tenants of the authenticated caller; empty when nobody is authenticated. */
    Optional<Set<TenantId>> ofCaller();
}
