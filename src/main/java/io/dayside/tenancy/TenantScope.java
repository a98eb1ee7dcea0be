package io.dayside.tenancy;

import java.util.Optional;
import java.util.Set;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The tenants that the code running now may see. Every transaction hands them to the database, whose row-level
 * security does the rest; a transaction begun without a scope can read no tenant's rows at all.
 */
public final class TenantScope {

    private static final ScopedValue<Set<TenantId>> VISIBLE = ScopedValue.newInstance();

    private TenantScope() {}

    /** The bound tenants; empty when none were bound, which is not the same as an empty set. */
    public static Optional<Set<TenantId>> current() {
        return VISIBLE.isBound() ? Optional.of(VISIBLE.get()) : Optional.empty();
    }

    /** Runs {@code work} seeing only {@code tenant}. */
    public static <T, X extends Throwable> T call(TenantId tenant, ScopedValue.CallableOp<T, X> work) throws X {
        return call(Set.of(tenant), work);
    }

    /**
     * Runs {@code work} seeing only {@code tenants}.
     *
     * @throws IllegalStateException inside a transaction that was begun for other tenants
     */
    public static <T, X extends Throwable> T call(Set<TenantId> tenants, ScopedValue.CallableOp<T, X> work) throws X {
        refuseToWidenARunningTransaction(tenants);
        return ScopedValue.where(VISIBLE, Set.copyOf(tenants)).call(work);
    }

    /** As {@link #call(TenantId, ScopedValue.CallableOp)}, without a result. */
    public static void run(TenantId tenant, Runnable work) {
        run(Set.of(tenant), work);
    }

    /** As {@link #call(Set, ScopedValue.CallableOp)}, without a result. */
    public static void run(Set<TenantId> tenants, Runnable work) {
        refuseToWidenARunningTransaction(tenants);
        ScopedValue.where(VISIBLE, Set.copyOf(tenants)).run(work);
    }

    private static void refuseToWidenARunningTransaction(Set<TenantId> tenants) {
        if (TransactionSynchronizationManager.isActualTransactionActive()
                && !current().map(tenants::equals).orElse(false)) {
            throw new IllegalStateException("a running transaction keeps the tenants it was begun for");
        }
    }
}
