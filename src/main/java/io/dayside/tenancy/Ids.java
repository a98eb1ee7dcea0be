package io.dayside.tenancy;

import java.util.UUID;
import org.hibernate.id.uuid.UuidVersion7Strategy;

/** New identifiers: UUIDs of version 7, ascending in time so that indexes stay dense. */
public final class Ids {

    private Ids() {}

    public static UUID next() {
        return UuidVersion7Strategy.INSTANCE.generateUuid(null);
    }
}
