package io.dayside.identity;

import io.dayside.tenancy.TenantId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The authenticated person of the current request or page.
 *
 * @param subject Keycloak's identifier, never reused
 * @param username what they log in with, for example {@code okafor}
 * @param roles all of them, wherever they hold
 * @param tenants hospitals whose rows they may see now, from our own membership and privilege tables
 * @param staff where each role of a hospital's own people holds: a specialist who is privileged at a hospital, and
 *     coordinator at another, is no coordinator of the first
 */
public record Caller(
        String subject,
        String username,
        String displayName,
        Set<Role> roles,
        Set<TenantId> tenants,
        Map<Role, Set<TenantId>> staff) {

    private static final Set<Role> OF_A_HOSPITAL = EnumSet.of(Role.COORDINATOR, Role.VIEWER);

    /** Somebody whose roles of a hospital's own people hold at every hospital that they may see. */
    public Caller(String subject, String username, String displayName, Set<Role> roles, Set<TenantId> tenants) {
        this(
                subject,
                username,
                displayName,
                roles,
                tenants,
                OF_A_HOSPITAL.stream()
                        .filter(roles::contains)
                        .collect(Collectors.toUnmodifiableMap(role -> role, _ -> tenants)));
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    /** Whether a role of a hospital's own people holds there. */
    public boolean is(Role role, TenantId hospital) {
        return staff.getOrDefault(role, Set.of()).contains(hospital);
    }

    /**
     * Whether one of the roles holds there: a hospital's own people's where they were given, all others wherever they
     * may see.
     */
    public boolean isOneOf(Set<Role> asked, TenantId hospital) {
        return tenants.contains(hospital)
                && asked.stream().anyMatch(role -> OF_A_HOSPITAL.contains(role) ? is(role, hospital) : is(role));
    }

    /** Whether they are the hospital's own people, in whichever role. */
    public boolean isStaffOf(TenantId hospital) {
        return OF_A_HOSPITAL.stream().anyMatch(role -> is(role, hospital));
    }

    /** Hospitals whose own people they are. */
    public Set<TenantId> employers() {
        return tenants.stream().filter(this::isStaffOf).collect(Collectors.toUnmodifiableSet());
    }
}
