package io.dayside.dicomweb;

import io.dayside.tenancy.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How many requests are stored at the same time. Each object in flight takes memory of the archive. */
final class StoreSlots {

    static final int FOR_ALL = 32;

    /** So that one hospital's requests, which may come slowly, leave room for others'. */
    static final int FOR_ONE_HOSPITAL = 8;

    private final Map<TenantId, Integer> taken = new HashMap<>();
    private int takenByAll;

    /** One request, until it is closed. */
    interface Slot extends AutoCloseable {
        @Override
        void close();
    }

    /** Empty where the hospital, or all together, have as many as they may. */
    synchronized Optional<Slot> take(TenantId hospital) {
        if (takenByAll == FOR_ALL || taken.getOrDefault(hospital, 0) == FOR_ONE_HOSPITAL) {
            return Optional.empty();
        }
        takenByAll++;
        taken.merge(hospital, 1, Integer::sum);
        return Optional.of(() -> giveBack(hospital));
    }

    private synchronized void giveBack(TenantId hospital) {
        takenByAll--;
        taken.merge(hospital, -1, Integer::sum);
    }
}
