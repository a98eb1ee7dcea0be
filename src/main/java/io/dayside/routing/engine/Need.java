package io.dayside.routing.engine;

import io.dayside.tenancy.TenantId;
import java.util.Set;

/**
 * What decides lastingly who may read a case. Cases with equal needs have the same readers, whatever the hour.
 *
 * @param jurisdiction that must license the reader, such as {@code GB}
 * @param bodyRegion as the cases name it
 * @param ageGroup empty where it is unknown
 * @param subspecialty empty where none is asked for
 * @param readBy readers who have read it and are not given it again
 * @param residents whether readers in training may begin it
 * @param overReader subspecialty that the reader must name as their own; empty where none is asked for
 * @param subspecialtyRequired whether nobody else may read it
 * @param only readers of whom one reads it, though they have read it before; empty where anybody may who has not
 */
public record Need(
        TenantId tenant,
        String jurisdiction,
        String modality,
        String bodyRegion,
        String ageGroup,
        String subspecialty,
        Set<String> readBy,
        boolean residents,
        String overReader,
        boolean subspecialtyRequired,
        Set<String> only) {

    public Need {
        readBy = Set.copyOf(readBy);
        only = Set.copyOf(only);
    }

    /** That of a case which one person reads. */
    public Need(
            TenantId tenant,
            String jurisdiction,
            String modality,
            String bodyRegion,
            String ageGroup,
            String subspecialty) {
        this(tenant, jurisdiction, modality, bodyRegion, ageGroup, subspecialty, Set.of(), false, "", false, Set.of());
    }

    public static Need of(TenantId tenant, String jurisdiction, String modality, String bodyRegion) {
        return new Need(tenant, jurisdiction, modality, bodyRegion, "", "");
    }
}
