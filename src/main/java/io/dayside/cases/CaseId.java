package io.dayside.cases;

import io.dayside.tenancy.TenantId;
import java.util.UUID;

/** A case of a tenant. */
public record CaseId(TenantId tenant, UUID id) {

    /** {@code tenant/uuid}, as it stands in addresses. */
    @Override
    public String toString() {
        return tenant + "/" + id;
    }
}
