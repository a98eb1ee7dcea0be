package io.dayside.identity;

import io.dayside.identity.MembershipRows.Membership;
import io.dayside.launch.DemoLogins;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Everybody who has the demo password, which nobody has who was invited by mail; nobody where Dayside can be reached from elsewhere. */
@Component
class KeycloakDemoLogins implements DemoLogins {

    private final KeycloakSettings settings;
    private final Tenants tenants;
    private final MembershipRows rows;
    private final ObjectProvider<ShiftWords> shifts;
    private final TransactionTemplate transaction;

    KeycloakDemoLogins(
            KeycloakSettings settings,
            Tenants tenants,
            MembershipRows rows,
            ObjectProvider<ShiftWords> shifts,
            PlatformTransactionManager transactions) {
        this.settings = settings;
        this.tenants = tenants;
        this.rows = rows;
        this.shifts = shifts;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public List<DemoLogin> logins() {
        if (!settings.allowsDemoPassword()) {
            return List.of();
        }
        var everywhere = new HashSet<>(tenants.ids());
        everywhere.add(TenantId.PLATFORM);
        return TenantScope.call(everywhere, () -> transaction.execute(_ -> all()));
    }

    private List<DemoLogin> all() {
        var names = rows.names();
        var invited = rows.declaredBy(KeycloakImportedLogins.DECLARED_BY);
        return rows.all().stream()
                .filter(membership -> !invited.contains(membership))
                .sorted(Comparator.comparing(Membership::role).thenComparing(Membership::username))
                .map(membership -> login(membership, names))
                .toList();
    }

    private DemoLogin login(Membership membership, Map<String, String> names) {
        var username = membership.username();
        var hospital = tenants.find(membership.at())
                .map(found -> " of " + found.name())
                .orElse("");
        return new DemoLogin(
                title(membership.role()) + hospital,
                names.getOrDefault(username, username),
                username,
                settings.demoPassword(),
                membership.role() == Role.SPECIALIST ? shift(username) : see(membership.role()));
    }

    /** Who is off shift has an empty worklist: that has to be known before anybody logs in. */
    private String shift(String username) {
        var words =
                shifts.stream().map(known -> known.now(username)).findFirst().orElse("");
        return words.isEmpty() ? see(Role.SPECIALIST) : words + ": " + see(Role.SPECIALIST);
    }

    private static String title(Role role) {
        return switch (role) {
            case SPECIALIST -> "Specialist";
            case COORDINATOR -> "Coordinator";
            case VIEWER -> "Viewer";
            case MANAGER -> "Manager";
            case CREDENTIALING -> "Credentialing officer";
            case AUDITOR -> "Auditor";
            case OPERATOR -> "Operator";
        };
    }

    private static String see(Role role) {
        return switch (role) {
            case SPECIALIST -> "worklist, reading room, signing";
            case COORDINATOR, VIEWER -> "where each study is, the signed reports";
            case MANAGER -> "every clock against its promise";
            case CREDENTIALING -> "licences, privileges, shifts";
            case AUDITOR -> "the trail";
            case OPERATOR -> "hospitals, deliveries";
        };
    }
}
