package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.io.IOException;

/** The stored bytes of an object are not those that were received; it is not served until it has been restored. */
public final class DamagedObject extends IOException {

    private static final long serialVersionUID = 1L;

    DamagedObject(TenantId tenant, String sopInstanceUid) {
        super("the stored object of instance %s at %s is damaged".formatted(sopInstanceUid, tenant));
    }

    DamagedObject(TenantId tenant, Placement place) {
        super("the object of %s at byte %d of %s is damaged".formatted(tenant, place.offset(), place.file()));
    }
}
