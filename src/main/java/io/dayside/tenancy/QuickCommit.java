package io.dayside.tenancy;

/**
 * Transactions whose commit does not wait for the database's disk. Only for rows that can be written again from
 * elsewhere: a crash of the database may lose the last of them, though never a part of a transaction.
 */
public final class QuickCommit {

    private static final ScopedValue<Boolean> QUICK = ScopedValue.newInstance();

    private QuickCommit() {}

    /** Runs {@code work}; transactions that it begins commit so. */
    public static <T, X extends Throwable> T call(ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(QUICK, true).call(work);
    }

    static boolean isBound() {
        return QUICK.isBound();
    }
}
