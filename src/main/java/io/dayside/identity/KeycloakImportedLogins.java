package io.dayside.identity;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.identity.MembershipRows.Membership;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.WebApplicationException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.keycloak.representations.idm.UserRepresentation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Accounts at Keycloak with an invitation by mail. No password ever passes through here. */
@Component
class KeycloakImportedLogins implements ImportedLogins {

    static final String DECLARED_BY = "Import";

    private static final List<String> REQUIRED = List.of("VERIFY_EMAIL", "UPDATE_PASSWORD");

    private static final Opened AWAY =
            new Opened.Away("Keycloak does not answer: import this file again once people can log in");

    private static final Logger log = LoggerFactory.getLogger(KeycloakImportedLogins.class);

    private final KeycloakSettings settings;
    private final ObjectProvider<KeycloakRealm> realms;
    private final Tenants tenants;
    private final MembershipRows rows;
    private final AuditTrail trail;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    KeycloakImportedLogins(
            KeycloakSettings settings,
            ObjectProvider<KeycloakRealm> realms,
            Tenants tenants,
            MembershipRows rows,
            AuditTrail trail,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.settings = settings;
        this.realms = realms;
        this.tenants = tenants;
        this.rows = rows;
        this.trail = trail;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    @Override
    public Opened open(Wanted wanted) {
        var realm = realms.getIfAvailable();
        if (!settings.isConfigured() || realm == null) {
            return new Opened.Refused(
                    "Keycloak is not configured: an operator sets dayside.keycloak.url, .admin-username and"
                            + " .admin-password, or names them in a file of kind Specialist. Then import this file again");
        }
        if (!realm.isReady()) {
            return AWAY;
        }
        if (isDeclaredElsewhere(wanted.username())) {
            return new Opened.Refused(
                    "the configuration names them already: they log in as before, leave the e-mail empty");
        }
        try {
            return open(wanted, realm);
        } catch (WebApplicationException e) {
            int status = e.getResponse().getStatus();
            log.warn("Keycloak refused a login for {}: status {}", wanted.username(), status);
            return new Opened.Refused(
                    "Keycloak refused the account with status %d: an operator looks into its log".formatted(status));
        } catch (ProcessingException e) {
            log.warn("Keycloak did not answer about a login for {}: {}", wanted.username(), e.toString());
            return AWAY;
        } catch (DataAccessException e) {
            log.error("the login of {} could not be noted", wanted.username(), e);
            return new Opened.Refused("the account could not be noted here: import this file again");
        }
    }

    /** An account that takes over what a file of the configuration grants is not for an officer to make. */
    private boolean isDeclaredElsewhere(String username) {
        return everywhere(() -> rows.declaredOtherwise(username, DECLARED_BY));
    }

    private Opened open(Wanted wanted, KeycloakRealm realm) {
        var existing = realm.resource().users().searchByUsername(wanted.username(), true).stream()
                .findFirst();
        if (existing.isPresent()
                && !wanted.email().equalsIgnoreCase(existing.get().getEmail())) {
            return new Opened.Refused(
                    "Keycloak has an account of that username with another e-mail: an operator changes it there");
        }
        if (existing.isEmpty()
                && !realm.resource().users().searchByEmail(wanted.email(), true).isEmpty()) {
            return new Opened.Refused("that e-mail belongs to another account at Keycloak");
        }
        if (existing.isPresent() && !existing.get().isEnabled()) {
            return new Opened.Refused("their account at Keycloak is disabled: an operator enables it there, if they may"
                    + " log in again, then import this file again");
        }
        var subject = existing.map(UserRepresentation::getId)
                .orElseGet(() -> KeycloakPeople.create(realm, account(wanted), Set.of(Role.SPECIALIST)));
        bind(wanted, subject);
        return existing.filter(user -> user.getRequiredActions().isEmpty()).isPresent()
                ? new Opened.Known()
                : invite(realm, wanted, subject);
    }

    private static UserRepresentation account(Wanted wanted) {
        var user = KeycloakPeople.account(wanted.username(), wanted.displayName());
        user.setEmail(wanted.email());
        user.setEmailVerified(false);
        user.setRequiredActions(REQUIRED);
        return user;
    }

    private void bind(Wanted wanted, String subject) {
        everywhere(() -> {
            rows.name(wanted.username(), wanted.displayName());
            boolean granted = rows.grant(membership(wanted.username()), DECLARED_BY);
            boolean linked = rows.link(new LoginId(settings.issuer(), subject), wanted.username());
            if (granted || linked) {
                tell(wanted.username(), Map.of("login", "bound to subject " + subject));
            }
            return true;
        });
    }

    private static Membership membership(String username) {
        return new Membership(username, Role.SPECIALIST, TenantId.PLATFORM);
    }

    private void tell(String username, Map<String, String> details) {
        trail.append(
                AuditEvent.of(TenantId.PLATFORM, AuditAction.SPECIALIST_CHANGED, "specialist:" + username, details));
        events.publishEvent(new RightsChanged(username));
    }

    @Override
    public boolean isOpen(String username) {
        return everywhere(() -> rows.declaredBy(DECLARED_BY).contains(membership(username)));
    }

    @Override
    public boolean close(String username, String why) {
        boolean closed = everywhere(() -> {
            boolean open = rows.declaredBy(DECLARED_BY).contains(membership(username));
            if (open) {
                rows.withdraw(membership(username));
                tell(username, Map.of("login", "taken away", "reason", why));
            }
            return open;
        });
        if (closed) {
            disable(username);
        }
        return closed;
    }

    /** What fails here is made up for at the next start: who has no membership is disabled then. */
    private void disable(String username) {
        var realm = realms.getIfAvailable();
        if (realm == null || !realm.isReady()) {
            return;
        }
        try {
            realm.resource().users().searchByUsername(username, true).forEach(user -> {
                user.setEnabled(false);
                var account = realm.resource().users().get(user.getId());
                account.update(user);
                account.logout();
            });
        } catch (WebApplicationException | ProcessingException e) {
            log.warn("Keycloak did not disable {} yet, who may do nothing any more: {}", username, e.toString());
        }
    }

    private static Opened invite(KeycloakRealm realm, Wanted wanted, String subject) {
        try {
            realm.resource().users().get(subject).executeActionsEmail(REQUIRED);
            return new Opened.Invited();
        } catch (WebApplicationException e) {
            log.warn(
                    "Keycloak could not send an invitation to {}: status {}",
                    wanted.username(),
                    e.getResponse().getStatus());
            return new Opened.Uninvited("the account is there, and Keycloak could not send the invitation: an operator"
                    + " sets its mail server (Realm settings, Email), then import this file again");
        } catch (ProcessingException e) {
            log.warn("Keycloak did not answer about an invitation to {}: {}", wanted.username(), e.toString());
            return new Opened.Uninvited(
                    "the account is there, and Keycloak did not say whether the invitation went out:"
                            + " import this file again for another");
        }
    }

    private <T> T everywhere(Supplier<T> work) {
        var all = new HashSet<>(tenants.ids());
        all.add(TenantId.PLATFORM);
        return TenantScope.call(all, () -> transaction.execute(_ -> work.get()));
    }
}
