package io.dayside.routing.engine;

import io.dayside.tenancy.TenantId;

/**
 * What decides lastingly who may read a case. Cases with equal needs have the same readers, whatever the hour.
 *
 * @param jurisdiction that must license the reader, such as {@code GB}
 * @param bodyRegion as the cases name it
 * @param ageGroup empty where it is unknown
 * @param subspecialty empty where none is asked for
 */
public record Need(
        TenantId tenant,
        String jurisdiction,
        String modality,
        String bodyRegion,
        String ageGroup,
        String subspecialty) {

    public static Need of(TenantId tenant, String jurisdiction, String modality, String bodyRegion) {
        return new Need(tenant, jurisdiction, modality, bodyRegion, "", "");
    }
}
