package io.dayside.identity;

import io.dayside.audit.AuditAction;
import io.dayside.audit.AuditEvent;
import io.dayside.audit.AuditTrail;
import io.dayside.tenancy.Ids;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Asks Keycloak for the caller's password again. After five wrong ones within a quarter of an hour every further try is
 * refused unasked until the oldest is a quarter of an hour old. Called outside a transaction, since it waits for the
 * network.
 */
@Service
class PasswordStepUp implements StepUp {

    private static final Logger log = LoggerFactory.getLogger(PasswordStepUp.class);

    static final int MOST_FAILURES = 5;
    static final Duration WINDOW = Duration.ofMinutes(15);

    private final PasswordCheck check;
    private final Callers callers;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditTrail trail;
    private final Clock clock;

    PasswordStepUp(
            PasswordCheck check,
            Callers callers,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            AuditTrail trail,
            Clock clock) {
        this.check = check;
        this.callers = callers;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.trail = trail;
        this.clock = clock;
    }

    @Override
    public boolean proves(String password) throws ProofUnavailable {
        var caller = callers.required();
        var login = CurrentCaller.login().orElseThrow(() -> new AccessDeniedException("nobody is logged in"));
        return TenantScope.call(TenantId.PLATFORM, () -> proves(login, caller, password));
    }

    private boolean proves(LoginId login, Caller caller, String password) throws ProofUnavailable {
        var attempt = transaction.execute(_ -> begin(login));
        if (attempt.isEmpty()) {
            refused(caller, "too many wrong passwords");
            return false;
        }
        if (!isPassword(caller, password, attempt.get())) {
            refused(caller, "wrong password");
            return false;
        }
        forget(attempt.get());
        return true;
    }

    /** A try to which nobody answered is none: it would lock out whoever waits for Keycloak to come back. */
    private boolean isPassword(Caller caller, String password, UUID attempt) throws ProofUnavailable {
        try {
            return check.isPasswordOf(caller, password);
        } catch (ProofUnavailable e) {
            forget(attempt);
            log.warn("A signature could not be proved: {}", e.getMessage());
            throw e;
        }
    }

    /** The login's row is locked, so that simultaneous tries cannot pass the limit together. */
    private Optional<UUID> begin(LoginId login) {
        jdbc.sql("select username from login where issuer = :issuer and subject = :subject for update")
                .param("issuer", login.issuer())
                .param("subject", login.subject())
                .query(String.class)
                .single();
        var now = clock.instant();
        int recent = jdbc.sql("""
                select count(*) from proof_attempt
                where issuer = :issuer and subject = :subject and attempted_at > :since""")
                .param("issuer", login.issuer())
                .param("subject", login.subject())
                .param("since", Timestamp.from(now.minus(WINDOW)))
                .query(Integer.class)
                .single();
        if (recent >= MOST_FAILURES) {
            return Optional.empty();
        }
        var attempt = Ids.next();
        jdbc.sql("""
                insert into proof_attempt (id, issuer, subject, attempted_at)
                values (:id, :issuer, :subject, :now)""")
                .param("id", attempt)
                .param("issuer", login.issuer())
                .param("subject", login.subject())
                .param("now", Timestamp.from(now))
                .update();
        return Optional.of(attempt);
    }

    private void forget(UUID attempt) {
        transaction.executeWithoutResult(_ -> jdbc.sql("delete from proof_attempt where id = :id")
                .param("id", attempt)
                .update());
    }

    private void refused(Caller caller, String reason) {
        transaction.executeWithoutResult(_ -> trail.append(AuditEvent.refused(
                TenantId.PLATFORM,
                AuditAction.SIGNATURE_REFUSED,
                "user:" + caller.subject(),
                Map.of("reason", reason))));
    }
}
