package io.dayside.identity;

import io.dayside.tenancy.TenantId;
import java.util.Set;

/** Finds the hospitals at which a specialist holds a live privilege. Implemented by {@code workforce}. */
public interface PrivilegedTenants {

    Set<TenantId> ofSpecialist(String username);
}
