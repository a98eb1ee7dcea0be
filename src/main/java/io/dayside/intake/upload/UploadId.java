package io.dayside.intake.upload;

import io.dayside.tenancy.TenantId;
import java.util.UUID;

/** Names one upload. */
record UploadId(TenantId tenant, UUID id) {

    @Override
    public String toString() {
        return tenant + "/" + id;
    }
}
