package io.dayside.identity;

import io.dayside.identity.MembershipRows.Membership;
import io.dayside.tenancy.ConfigurationApplied;
import io.dayside.tenancy.Hospital;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.OrganizationDomainRepresentation;
import org.keycloak.representations.idm.OrganizationRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives everybody whom the configuration names an account at Keycloak, each hospital an organisation with its people as
 * members, and notes which subject is whom. Never deletes an account, since signatures refer to it; who has lost every
 * membership is disabled, and enabled again where a file names them. An account of an import that an operator disabled
 * stays so.
 */
class KeycloakPeople {

    private static final int MOST_PEOPLE = 10_000;

    private final KeycloakSettings settings;
    private final KeycloakRealm realm;
    private final Tenants tenants;
    private final MembershipRows rows;
    private final TransactionTemplate transaction;

    KeycloakPeople(
            KeycloakSettings settings,
            KeycloakRealm realm,
            Tenants tenants,
            MembershipRows rows,
            TransactionTemplate transaction) {
        this.settings = settings;
        this.realm = realm;
        this.tenants = tenants;
        this.rows = rows;
        this.transaction = transaction;
    }

    /** @param invited of people who were imported: their accounts are made with an invitation only */
    private record Declared(Map<String, String> names, List<Membership> memberships, Set<Membership> invited) {

        boolean isInFiles(String username) {
            return memberships.stream().anyMatch(one -> one.username().equals(username) && !invited.contains(one));
        }
    }

    /** What is applied before Keycloak is there, {@link KeycloakArrival} brings up. */
    @EventListener(ConfigurationApplied.class)
    void applied() {
        if (realm.isReady()) {
            bringUp();
        }
    }

    synchronized void bringUp() {
        var everywhere = new HashSet<>(tenants.ids());
        everywhere.add(TenantId.PLATFORM);
        var declared = TenantScope.call(
                everywhere,
                () -> transaction.execute(_ ->
                        new Declared(rows.names(), rows.all(), rows.declaredBy(KeycloakImportedLogins.DECLARED_BY))));
        var subjects = accounts(declared);
        TenantScope.run(
                everywhere,
                () -> transaction.executeWithoutResult(_ -> subjects.forEach(
                        (username, subject) -> rows.link(new LoginId(settings.issuer(), subject), username))));
        tenants.all().forEach(hospital -> organisation(hospital, declared.memberships(), subjects));
    }

    private Map<String, String> accounts(Declared declared) {
        var existing = new HashMap<String, UserRepresentation>();
        realm.resource().users().list(0, MOST_PEOPLE).forEach(user -> existing.put(user.getUsername(), user));
        var roles = roles(realm);
        var subjects = new HashMap<String, String>();
        declared.names().forEach((username, name) -> {
            var granted = rows.roles(username, declared.memberships());
            var user = existing.get(username);
            if (user != null) {
                if (granted.isEmpty() || declared.isInFiles(username)) {
                    enable(user, !granted.isEmpty());
                }
                subjects.put(username, user.getId());
            } else if (declared.isInFiles(username)) {
                subjects.put(username, create(realm, declared(username, name), granted, roles));
            }
        });
        return subjects;
    }

    private void enable(UserRepresentation user, boolean enabled) {
        if (user.isEnabled() == enabled) {
            return;
        }
        user.setEnabled(enabled);
        var account = realm.resource().users().get(user.getId());
        account.update(user);
        if (!enabled) {
            account.logout();
        }
    }

    /** @return the subject */
    static String create(KeycloakRealm realm, UserRepresentation user, Set<Role> granted) {
        return create(realm, user, granted, roles(realm));
    }

    private static Map<String, RoleRepresentation> roles(KeycloakRealm realm) {
        var roles = new HashMap<String, RoleRepresentation>();
        realm.resource().roles().list().forEach(role -> roles.put(role.getName(), role));
        return roles;
    }

    private static String create(
            KeycloakRealm realm, UserRepresentation user, Set<Role> granted, Map<String, RoleRepresentation> roles) {
        String subject;
        try (var response = realm.resource().users().create(user)) {
            subject = idOf(response);
        }
        realm.resource()
                .users()
                .get(subject)
                .roles()
                .realmLevel()
                .add(granted.stream()
                        .map(Role::name)
                        .filter(roles::containsKey)
                        .map(roles::get)
                        .toList());
        return subject;
    }

    private UserRepresentation declared(String username, String displayName) {
        var user = account(username, displayName);
        user.setEmail(username + "@people.dayside.example");
        user.setEmailVerified(true);
        if (settings.allowsDemoPassword()) {
            user.setCredentials(List.of(demoPassword()));
        } else {
            user.setRequiredActions(List.of("UPDATE_PASSWORD"));
        }
        return user;
    }

    /** Enabled, without an address and without a way to log in. */
    static UserRepresentation account(String username, String displayName) {
        var user = new UserRepresentation();
        user.setUsername(username);
        user.setEnabled(true);
        int space = displayName.lastIndexOf(' ');
        user.setFirstName(space < 0 ? displayName : displayName.substring(0, space));
        user.setLastName(displayName.substring(space + 1));
        return user;
    }

    private CredentialRepresentation demoPassword() {
        var credential = new CredentialRepresentation();
        credential.setType(CredentialRepresentation.PASSWORD);
        credential.setValue(settings.demoPassword());
        credential.setTemporary(false);
        return credential;
    }

    private void organisation(Hospital hospital, List<Membership> memberships, Map<String, String> subjects) {
        var alias = hospital.id().code();
        var organisations = realm.resource().organizations();
        var id = organisations.list(0, MOST_PEOPLE).stream()
                .filter(organisation -> alias.equals(organisation.getAlias()))
                .map(OrganizationRepresentation::getId)
                .findFirst()
                .orElseGet(() -> {
                    try (var response = organisations.create(organisation(hospital))) {
                        return idOf(response);
                    }
                });
        var members = new HashSet<String>();
        organisations.get(id).members().list(0, MOST_PEOPLE).forEach(member -> members.add(member.getId()));
        memberships.stream()
                .filter(membership -> membership.at().equals(hospital.id()))
                .map(Membership::username)
                .filter(subjects::containsKey)
                .map(subjects::get)
                .filter(subject -> !members.contains(subject))
                .forEach(subject ->
                        organisations.get(id).members().addMember(subject).close());
    }

    private static OrganizationRepresentation organisation(Hospital hospital) {
        var organisation = new OrganizationRepresentation();
        organisation.setName(hospital.name());
        organisation.setAlias(hospital.id().code());
        organisation.setEnabled(true);
        organisation.addDomain(
                new OrganizationDomainRepresentation(hospital.id().code() + ".dayside.example"));
        return organisation;
    }

    private static String idOf(Response created) {
        if (created.getStatus() >= 400) {
            throw new WebApplicationException(created.getStatus());
        }
        var path = created.getLocation().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
