package io.dayside.routing.engine;

import io.dayside.tenancy.TenantId;
import java.util.Map;

/**
 * The platform's policy, and those of hospitals that have their own.
 *
 * <p>A hospital's policy decides about its cases: class, ageing, bound, head start by urgency. The platform's decides about
 * readers: their head starts, reservation, placing and interruption.
 */
public record Policies(RoutingPolicy platform, Map<TenantId, RoutingPolicy> hospitals) {

    public Policies {
        hospitals = Map.copyOf(hospitals);
    }

    public static Policies of(RoutingPolicy platform) {
        return new Policies(platform, Map.of());
    }

    public RoutingPolicy of(TenantId hospital) {
        return hospitals.getOrDefault(hospital, platform);
    }
}
