package io.dayside.identity;

import io.dayside.tenancy.ConfigurationApplied;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.Tenants;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/**
 * What a login may do now, from our own tables. Tokens and organisation claims grant nothing. An answer is at most five
 * seconds old, so a right withdrawn is gone without a new login.
 */
@Component
class Rights {

    private static final long KEPT_NANOS = Duration.ofSeconds(5).toNanos();
    private static final int MOST_KEPT = 10_000;
    private static final Set<Role> ALL_HOSPITALS =
            EnumSet.of(Role.MANAGER, Role.CREDENTIALING, Role.AUDITOR, Role.OPERATOR);

    private final JdbcClient jdbc;
    private final Tenants tenants;
    private final ObjectProvider<PrivilegedTenants> privileged;
    private final Map<LoginId, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(Optional<Caller> caller, long sinceNanos) {}

    private record Grant(String username, String displayName, Role role, TenantId at) {}

    Rights(JdbcClient jdbc, Tenants tenants, ObjectProvider<PrivilegedTenants> privileged) {
        this.jdbc = jdbc;
        this.tenants = tenants;
        this.privileged = privileged;
    }

    /** The person behind a login with everything they may do; empty when we know nobody or grant nothing. */
    Optional<Caller> of(LoginId login) {
        long now = System.nanoTime();
        var known = kept.get(login);
        if (known != null && now - known.sinceNanos() < KEPT_NANOS) {
            return known.caller();
        }
        var caller = lookUp(login);
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        kept.put(login, new Kept(caller, now));
        return caller;
    }

    /** The roles as Spring Security names them. */
    Set<GrantedAuthority> authorities(LoginId login) {
        return of(login)
                .map(caller -> caller.roles().stream()
                        .<GrantedAuthority>map(role -> new SimpleGrantedAuthority("ROLE_" + role))
                        .collect(Collectors.toUnmodifiableSet()))
                .orElse(Set.of());
    }

    @EventListener({ConfigurationApplied.class, RightsChanged.class})
    void forget() {
        kept.clear();
    }

    /**
     * Runs within whatever transaction there is, also one that is just beginning and does not know its tenants yet; the
     * database function does not depend on them.
     */
    private Optional<Caller> lookUp(LoginId login) {
        var grants = jdbc.sql(
                        "select person_username, person_name, granted_role, granted_at from rights_of(:issuer, :subject)")
                .param("issuer", login.issuer())
                .param("subject", login.subject())
                .query((row, _) -> new Grant(
                        row.getString(1),
                        row.getString(2),
                        Role.valueOf(row.getString(3)),
                        new TenantId(row.getString(4))))
                .list();
        return grants.isEmpty() ? Optional.empty() : Optional.of(caller(login, grants));
    }

    private Caller caller(LoginId login, List<Grant> grants) {
        var roles = grants.stream().map(Grant::role).collect(Collectors.toUnmodifiableSet());
        var person = grants.getFirst();
        return new Caller(
                login.subject(),
                person.username(),
                person.displayName(),
                roles,
                Set.copyOf(visible(person, grants)),
                staff(grants));
    }

    private Map<Role, Set<TenantId>> staff(List<Grant> grants) {
        return grants.stream()
                .filter(grant -> grant.role() == Role.COORDINATOR || grant.role() == Role.VIEWER)
                .filter(grant -> tenants.ids().contains(grant.at()))
                .collect(Collectors.groupingBy(
                        Grant::role, Collectors.mapping(Grant::at, Collectors.toUnmodifiableSet())));
    }

    private Set<TenantId> visible(Grant person, List<Grant> grants) {
        var visible = new HashSet<TenantId>();
        for (var grant : grants) {
            if (ALL_HOSPITALS.contains(grant.role())) {
                visible.addAll(tenants.ids());
            } else if (grant.role() == Role.SPECIALIST) {
                privileged.stream()
                        .map(privileges -> privileges.ofSpecialist(person.username()))
                        .forEach(visible::addAll);
            } else {
                visible.add(grant.at());
            }
        }
        visible.retainAll(tenants.ids());
        return visible;
    }
}
