package io.dayside.identity;

import io.dayside.audit.Actor;
import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.AbstractAuthenticationFailureEvent;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps logins in the trail: in the hospital's own for its people, in the platform's for everybody else. Refused bearer
 * tokens are left out, since anybody could fill the trail with them.
 */
@Component
class LoginEvents {

    private final Rights rights;
    private final AuditTrail trail;
    private final TransactionTemplate transaction;

    LoginEvents(Rights rights, AuditTrail trail, PlatformTransactionManager transactions) {
        this.rights = rights;
        this.trail = trail;
        this.transaction = new TransactionTemplate(transactions);
    }

    @EventListener
    void on(InteractiveAuthenticationSuccessEvent event) {
        if (event.getAuthentication() instanceof PageLogin page) {
            rights.of(page.login()).ifPresentOrElse(this::loggedIn, () -> refused(page.login()));
        }
    }

    @EventListener
    void on(AbstractAuthenticationFailureEvent event) {
        if (event.getAuthentication() instanceof OAuth2LoginAuthenticationToken) {
            append(
                    Actor.system("identity"),
                    AuditEvent.refused(
                            TenantId.PLATFORM,
                            AuditAction.LOGIN_REFUSED,
                            "login",
                            Map.of("reason", event.getException().getClass().getSimpleName())));
        }
    }

    private void loggedIn(Caller caller) {
        append(
                Actor.user(caller.subject(), caller.displayName()),
                AuditEvent.of(home(caller), AuditAction.LOGGED_IN, "user:" + caller.subject()));
    }

    private void refused(LoginId login) {
        append(
                Actor.user(login.subject(), "unknown person"),
                AuditEvent.refused(
                        TenantId.PLATFORM,
                        AuditAction.LOGIN_REFUSED,
                        "user:" + login.subject(),
                        Map.of("reason", "no membership")));
    }

    private static TenantId home(Caller caller) {
        var ofOneHospital = caller.is(Role.COORDINATOR) || caller.is(Role.VIEWER);
        return ofOneHospital && caller.tenants().size() == 1
                ? caller.tenants().iterator().next()
                : TenantId.PLATFORM;
    }

    private void append(Actor actor, AuditEvent event) {
        Actor.run(
                actor,
                () -> TenantScope.run(
                        event.tenant(), () -> transaction.executeWithoutResult(_ -> trail.append(event))));
    }
}
