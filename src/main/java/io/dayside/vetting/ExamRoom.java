package io.dayside.vetting;

import io.dayside.tenancy.Hospital;
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

/** Its transactions see the libraries and the platform, and no hospital where patients are read for. */
@Component
class ExamRoom {

    private final Tenants tenants;
    private final TransactionTemplate transaction;

    ExamRoom(Tenants tenants, PlatformTransactionManager transactions) {
        this.tenants = tenants;
        this.transaction = new TransactionTemplate(transactions);
    }

    Set<TenantId> libraries() {
        return tenants.all().stream()
                .filter(Hospital::keepsLibrary)
                .map(Hospital::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Runs {@code work} in a transaction of its own. */
    <T> T call(Supplier<T> work) {
        var seen = Stream.concat(libraries().stream(), Stream.of(TenantId.PLATFORM))
                .collect(Collectors.toUnmodifiableSet());
        return TenantScope.call(seen, () -> transaction.execute(_ -> work.get()));
    }
}
