package io.dayside.identity;

import io.dayside.tenancy.TenantId;
import java.util.Set;

/**
 * The authenticated person of the current request or page.
 *
 * @param subject Keycloak's identifier, never reused
 * @param username what they log in with, for example {@code okafor}
 * @param tenants hospitals whose rows they may see now, from our own membership and privilege tables
 */
public record Caller(String subject, String username, String displayName, Set<Role> roles, Set<TenantId> tenants) {

    public boolean is(Role role) {
        return roles.contains(role);
    }
}
