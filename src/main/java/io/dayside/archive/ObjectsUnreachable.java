package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.io.IOException;

/** An object is held, but where it lies cannot be reached at present; asking again later helps. */
public final class ObjectsUnreachable extends IOException {

    private static final long serialVersionUID = 1L;

    ObjectsUnreachable(TenantId tenant, Throwable cause) {
        super("objects of %s cannot be reached at present: %s".formatted(tenant, cause.getMessage()), cause);
    }
}
