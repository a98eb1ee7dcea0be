package io.dayside.identity;

import io.dayside.tenancy.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People, their logins and memberships in the database. */
@Component
class MembershipRows {

    private final JdbcClient jdbc;

    MembershipRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What one person may do at one hospital, or for the platform. */
    record Membership(String username, Role role, TenantId at) {}

    /** Memberships that documents of that kind declared, of the transaction's tenants. */
    Set<Membership> declaredBy(String kind) {
        return Set.copyOf(jdbc.sql("select username, role, tenant_id from membership where declared_by = :kind")
                .param("kind", kind)
                .query((row, _) -> new Membership(
                        row.getString(1), Role.valueOf(row.getString(2)), new TenantId(row.getString(3))))
                .list());
    }

    /** All memberships of the transaction's tenants. */
    List<Membership> all() {
        return jdbc.sql("select username, role, tenant_id from membership order by username, role, tenant_id")
                .query((row, _) -> new Membership(
                        row.getString(1), Role.valueOf(row.getString(2)), new TenantId(row.getString(3))))
                .list();
    }

    /** User names and the names that people read, of everybody we ever knew. */
    Map<String, String> names() {
        var names = new HashMap<String, String>();
        jdbc.sql("select username, display_name from person").query(row -> {
            names.put(row.getString(1), row.getString(2));
        });
        return names;
    }

    void name(String username, String displayName) {
        jdbc.sql("""
                insert into person (username, display_name) values (:username, :name)
                on conflict (username) do update set display_name = excluded.display_name""").param("username", username).param("name", displayName).update();
    }

    /** Whether that changed anything. */
    boolean grant(Membership membership, String kind) {
        return jdbc.sql("""
                insert into membership (tenant_id, username, role, declared_by)
                values (:tenant, :username, :role, :kind)
                on conflict (tenant_id, username, role) do update set declared_by = excluded.declared_by
                    where membership.declared_by <> excluded.declared_by""")
                        .param("tenant", membership.at().code())
                        .param("username", membership.username())
                        .param("role", membership.role().name())
                        .param("kind", kind)
                        .update()
                > 0;
    }

    void withdraw(Membership membership) {
        jdbc.sql("delete from membership where tenant_id = :tenant and username = :username and role = :role")
                .param("tenant", membership.at().code())
                .param("username", membership.username())
                .param("role", membership.role().name())
                .update();
    }

    /**
     * Notes that a subject is that person, and no other subject of the issuer is.
     *
     * @return whether that changed anything
     */
    boolean link(LoginId login, String username) {
        int others = jdbc.sql(
                        "delete from login where issuer = :issuer and username = :username and subject <> :subject")
                .param("issuer", login.issuer())
                .param("username", username)
                .param("subject", login.subject())
                .update();
        int linked = jdbc.sql("""
                insert into login (issuer, subject, username) values (:issuer, :subject, :username)
                on conflict (issuer, subject) do nothing""")
                .param("issuer", login.issuer())
                .param("subject", login.subject())
                .param("username", username)
                .update();
        return others + linked > 0;
    }

    /** Whether somebody may anything by another kind of document than that. */
    boolean declaredOtherwise(String username, String kind) {
        return jdbc.sql("select exists (select from membership where username = :username and declared_by <> :kind)")
                .param("username", username)
                .param("kind", kind)
                .query(Boolean.class)
                .single();
    }

    Set<Role> roles(String username, List<Membership> memberships) {
        return memberships.stream()
                .filter(membership -> membership.username().equals(username))
                .map(Membership::role)
                .collect(Collectors.toUnmodifiableSet());
    }
}
