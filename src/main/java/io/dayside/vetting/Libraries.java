package io.dayside.vetting;

import io.dayside.identity.PrivilegedTenants;
import io.dayside.tenancy.TenantId;
import java.time.Clock;
import java.util.Set;
import org.springframework.stereotype.Component;

/** A candidate may see the library of a test for as long as they are invited to it. */
@Component
class Libraries implements PrivilegedTenants {

    private final SittingRows rows;
    private final Clock clock;

    Libraries(SittingRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    public Set<TenantId> ofSpecialist(String username) {
        return rows.librariesOf(username, clock.instant());
    }
}
