package io.dayside.identity;

import io.dayside.identity.MembershipRows.Membership;
import io.dayside.tenancy.ConfigurationPart;
import io.dayside.tenancy.TenantConfigured;
import io.dayside.tenancy.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.context.ApplicationEventPublisher;

/** Brings names and memberships to what documents of one kind declare. */
final class MembershipPlan implements ConfigurationPart.Plan {

    private final MembershipRows rows;
    private final ApplicationEventPublisher events;
    private final String kind;
    private final Map<String, String> renamed;
    private final Set<Membership> granted;
    private final Set<Membership> withdrawn;

    /** @param names user name and display name of everybody declared */
    MembershipPlan(
            MembershipRows rows,
            ApplicationEventPublisher events,
            String kind,
            Map<String, String> names,
            Set<Membership> declared) {
        this.rows = rows;
        this.events = events;
        this.kind = kind;
        renamed = new TreeMap<>(names);
        renamed.entrySet().removeAll(rows.names().entrySet());
        var running = rows.declaredBy(kind);
        granted = without(declared, running);
        withdrawn = without(running, declared);
    }

    @Override
    public List<String> changes() {
        return lines().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream())
                .toList();
    }

    @Override
    public void apply() {
        var lines = lines();
        renamed.forEach(rows::name);
        withdrawn.forEach(rows::withdraw);
        granted.forEach(membership -> rows.grant(membership, kind));
        lines.forEach((tenant, ofTenant) -> events.publishEvent(new TenantConfigured(tenant, ofTenant)));
    }

    private Map<TenantId, List<String>> lines() {
        var lines = new HashMap<TenantId, List<String>>();
        renamed.forEach(
                (username, name) -> add(lines, TenantId.PLATFORM, "person %s: is called %s".formatted(username, name)));
        withdrawn.forEach(membership -> add(
                lines,
                membership.at(),
                "person %s: is %s of %s no longer"
                        .formatted(membership.username(), membership.role(), membership.at())));
        granted.forEach(membership -> add(
                lines,
                membership.at(),
                "person %s: becomes %s of %s".formatted(membership.username(), membership.role(), membership.at())));
        lines.values().forEach(ofTenant -> ofTenant.sort(null));
        return new TreeMap<>(lines);
    }

    private static void add(Map<TenantId, List<String>> lines, TenantId tenant, String line) {
        lines.computeIfAbsent(tenant, _ -> new ArrayList<>()).add(line);
    }

    private static <T> Set<T> without(Set<T> all, Set<T> others) {
        var rest = new HashSet<>(all);
        rest.removeAll(others);
        return rest;
    }
}
