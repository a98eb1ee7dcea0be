package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Frame indexes of each tenant's objects that were asked for last, within a bound for each and one for all: where that is
 * reached, whoever has most gives way. They say nothing about whether an object is held or who may see it, which is asked
 * each time.
 */
final class FrameIndexes {

    private final int mostOfOne;
    private final int mostInAll;
    private final Map<TenantId, Kept> ofTenants = new HashMap<>();
    private int weight;

    /**
     * @param mostOfOne most weight of all of one tenant's
     * @param mostInAll most weight of all tenants' together
     */
    FrameIndexes(int mostOfOne, int mostInAll) {
        this.mostOfOne = mostOfOne;
        this.mostInAll = mostInAll;
    }

    synchronized @Nullable FrameIndex find(TenantId tenant, Placement place) {
        return of(tenant).byPlace.get(place);
    }

    /** @return what is known from now on: nothing, where that would take half of the tenant's room */
    synchronized FrameIndex keep(TenantId tenant, Placement place, FrameIndex index) {
        var kept = index.weight() > mostOfOne / 2 ? FrameIndex.NONE : index;
        var own = of(tenant);
        own.forget(place);
        own.add(place, kept);
        while (own.weight > mostOfOne) {
            own.forgetEldest();
        }
        while (weight > mostInAll) {
            ofTenants.values().stream()
                    .max(Comparator.comparingInt(one -> one.weight))
                    .orElseThrow()
                    .forgetEldest();
        }
        return kept;
    }

    synchronized void forget(TenantId tenant, Placement place) {
        of(tenant).forget(place);
    }

    synchronized int weight(TenantId tenant) {
        return of(tenant).weight;
    }

    private Kept of(TenantId tenant) {
        return ofTenants.computeIfAbsent(tenant, _ -> new Kept());
    }

    private final class Kept {

        private final LinkedHashMap<Placement, FrameIndex> byPlace = new LinkedHashMap<>(16, 0.75f, true);
        private int weight;

        void add(Placement place, FrameIndex index) {
            byPlace.put(place, index);
            weighs(index.weight());
        }

        void forget(Placement place) {
            var former = byPlace.remove(place);
            weighs(former == null ? 0 : -former.weight());
        }

        void forgetEldest() {
            weighs(-byPlace.pollFirstEntry().getValue().weight());
        }

        private void weighs(int more) {
            weight += more;
            FrameIndexes.this.weight += more;
        }
    }
}
