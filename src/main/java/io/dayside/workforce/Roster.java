package io.dayside.workforce;

import io.dayside.identity.PrivilegedTenants;
import io.dayside.tenancy.TenantId;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
class Roster implements Specialists, PrivilegedTenants {

    private final SpecialistRows rows;
    private final Clock clock;

    Roster(SpecialistRows rows, Clock clock) {
        this.rows = rows;
        this.clock = clock;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Specialist> all() {
        return rows.all();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Specialist> find(String username) {
        return rows.all().stream()
                .filter(specialist -> specialist.username().equals(username))
                .findFirst();
    }

    /** Joins whatever transaction runs, also one that is just beginning and does not know its tenants yet. */
    @Override
    public Set<TenantId> ofSpecialist(String username) {
        return rows.privilegedTenants(username, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }
}
