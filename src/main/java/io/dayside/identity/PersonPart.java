package io.dayside.identity;

import io.dayside.identity.MembershipRows.Membership;
import io.dayside.tenancy.ConfigurationDocument;
import io.dayside.tenancy.ConfigurationPart;
import io.dayside.tenancy.ConfigurationProblems;
import io.dayside.tenancy.Fields;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Documents of kind {@code Person}: who works for a hospital or for the platform and is no specialist. */
@Component
@Order(21)
class PersonPart implements ConfigurationPart {

    static final Pattern USERNAME = Pattern.compile("[a-z][a-z0-9.-]{1,62}");

    private static final Set<Role> OF_A_HOSPITAL = EnumSet.of(Role.COORDINATOR, Role.VIEWER);

    private final MembershipRows rows;
    private final ApplicationEventPublisher events;

    PersonPart(MembershipRows rows, ApplicationEventPublisher events) {
        this.rows = rows;
        this.events = events;
    }

    @Override
    public String kind() {
        return "Person";
    }

    @Override
    public Plan plan(List<ConfigurationDocument> documents, List<Hospital> tenants, ConfigurationProblems problems) {
        var names = new HashMap<String, String>();
        var memberships = new HashSet<Membership>();
        for (var document : documents) {
            read(document.fields(problems), tenants, names, memberships);
        }
        return new MembershipPlan(rows, events, kind(), names, memberships);
    }

    private static void read(
            Fields fields, List<Hospital> tenants, Map<String, String> names, Set<Membership> memberships) {
        var username = fields.text("username", USERNAME, "2 to 63 of a-z, 0-9, '.' and '-'");
        var name = fields.text("displayName");
        if (names.put(username, name) != null) {
            fields.problem("username", "is already that of another person");
        }
        var roles = fields.someOf("roles", Role.class);
        var tenant = fields.textOr("tenant", "");
        checkTenant(fields, roles, tenant, tenants);
        fields.noOthers();
        var at = tenants.stream()
                .map(Hospital::id)
                .filter(id -> id.code().equals(tenant))
                .findFirst()
                .orElse(TenantId.PLATFORM);
        roles.forEach(role ->
                memberships.add(new Membership(username, role, OF_A_HOSPITAL.contains(role) ? at : TenantId.PLATFORM)));
    }

    private static void checkTenant(Fields fields, List<Role> roles, String tenant, List<Hospital> tenants) {
        if (roles.contains(Role.SPECIALIST)) {
            fields.problem("roles", "must not be SPECIALIST, who has a document of kind Specialist");
        }
        var needed = roles.stream().anyMatch(OF_A_HOSPITAL::contains);
        if (needed
                && tenants.stream().noneMatch(hospital -> hospital.id().code().equals(tenant))) {
            fields.problem("tenant", "must name the hospital that this person works for");
        }
        if (!needed && !tenant.isEmpty()) {
            fields.problem("tenant", "must be left out for who works for the platform");
        }
    }
}
