package io.dayside.identity;

import io.dayside.tenancy.TenantId;
import java.util.Set;

/**
 * Finds hospitals of which a specialist may see something now: {@code workforce} those at which they hold a live privilege,
 * {@code vetting} the libraries of the tests they were invited to.
 */
public interface PrivilegedTenants {

    Set<TenantId> ofSpecialist(String username);
}
