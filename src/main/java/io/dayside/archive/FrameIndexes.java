package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Frame indexes of each tenant's objects that were asked for last, within a bound of its own. They say nothing about
 * whether an object is held or who may see it, which is asked each time.
 */
final class FrameIndexes {

    private final int mostWeight;
    private final Map<TenantId, Kept> ofTenants = new ConcurrentHashMap<>();

    /** @param mostWeight of all of one tenant's */
    FrameIndexes(int mostWeight) {
        this.mostWeight = mostWeight;
    }

    @Nullable
    FrameIndex find(TenantId tenant, Placement place) {
        return of(tenant).find(place);
    }

    /** @return what is known from now on: nothing, where that would take half of the tenant's room */
    FrameIndex keep(TenantId tenant, Placement place, FrameIndex index) {
        var kept = index.weight() > mostWeight / 2 ? FrameIndex.NONE : index;
        of(tenant).keep(place, kept);
        return kept;
    }

    void forget(TenantId tenant, Placement place) {
        of(tenant).forget(place);
    }

    int weight(TenantId tenant) {
        return of(tenant).weight();
    }

    private Kept of(TenantId tenant) {
        return ofTenants.computeIfAbsent(tenant, _ -> new Kept());
    }

    private final class Kept {

        private final LinkedHashMap<Placement, FrameIndex> byPlace = new LinkedHashMap<>(16, 0.75f, true);
        private int weight;

        synchronized @Nullable FrameIndex find(Placement place) {
            return byPlace.get(place);
        }

        synchronized void keep(Placement place, FrameIndex index) {
            forget(place);
            byPlace.put(place, index);
            weight += index.weight();
            while (weight > mostWeight) {
                weight -= byPlace.pollFirstEntry().getValue().weight();
            }
        }

        synchronized void forget(Placement place) {
            var former = byPlace.remove(place);
            weight -= former == null ? 0 : former.weight();
        }

        synchronized int weight() {
            return weight;
        }
    }
}
