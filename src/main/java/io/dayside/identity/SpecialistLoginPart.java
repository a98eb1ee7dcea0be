package io.dayside.identity;

import io.dayside.identity.MembershipRows.Membership;
import io.dayside.tenancy.ConfigurationDocument;
import io.dayside.tenancy.ConfigurationPart;
import io.dayside.tenancy.ConfigurationProblems;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Gives every declared specialist a login; what they may read is for the room {@code workforce} to say. */
@Component
@Order(20)
class SpecialistLoginPart implements ConfigurationPart {

    private final MembershipRows rows;
    private final ApplicationEventPublisher events;

    SpecialistLoginPart(MembershipRows rows, ApplicationEventPublisher events) {
        this.rows = rows;
        this.events = events;
    }

    @Override
    public String kind() {
        return "Specialist";
    }

    @Override
    public Plan plan(List<ConfigurationDocument> documents, List<Hospital> tenants, ConfigurationProblems problems) {
        var names = new HashMap<String, String>();
        var memberships = new HashSet<Membership>();
        for (var document : documents) {
            var fields = document.fields(problems);
            var username = fields.text("username", PersonPart.USERNAME, "2 to 63 of a-z, 0-9, '.' and '-'");
            names.put(username, fields.text("displayName"));
            memberships.add(new Membership(username, Role.SPECIALIST, TenantId.PLATFORM));
        }
        return new MembershipPlan(rows, events, kind(), names, memberships);
    }
}
