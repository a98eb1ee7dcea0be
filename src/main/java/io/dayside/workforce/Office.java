package io.dayside.workforce;

import io.dayside.identity.Caller;
import io.dayside.identity.Callers;
import io.dayside.identity.Role;
import io.dayside.tenancy.TenantId;
import io.dayside.tenancy.TenantScope;
import io.dayside.tenancy.Tenants;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The credentialing office: its transactions see the privileges of every hospital and the papers of the platform. Who may
 * enter is asked before.
 */
@Component
class Office {

    private final Callers callers;
    private final Tenants tenants;
    private final TransactionTemplate transaction;

    Office(Callers callers, Tenants tenants, PlatformTransactionManager transactions) {
        this.callers = callers;
        this.tenants = tenants;
        this.transaction = new TransactionTemplate(transactions);
    }

    /** Passports are for credentialing officers, and each person's own for that person. */
    boolean mayRead(String username) {
        return callers.current()
                .filter(caller -> caller.is(Role.CREDENTIALING)
                        || (caller.is(Role.SPECIALIST) && caller.username().equals(username)))
                .isPresent();
    }

    Caller caller() {
        return callers.required();
    }

    Set<TenantId> hospitals() {
        return tenants.ids();
    }

    /** Runs {@code work} in a transaction of its own that sees every hospital and the platform. */
    <T> T call(Supplier<T> work) {
        var everywhere = Stream.concat(tenants.ids().stream(), Stream.of(TenantId.PLATFORM))
                .collect(Collectors.toUnmodifiableSet());
        return TenantScope.call(everywhere, () -> transaction.execute(_ -> work.get()));
    }
}
