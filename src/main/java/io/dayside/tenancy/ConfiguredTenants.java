package io.dayside.tenancy;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the database says of the hospitals, kept in memory. */
@Component
class ConfiguredTenants implements Tenants {

    private final HospitalRows rows;
    private volatile List<Hospital> hospitals = List.of();

    ConfiguredTenants(HospitalRows rows) {
        this.rows = rows;
    }

    /** Reads the hospitals anew. */
    void reload() {
        hospitals = rows.inService();
    }

    @Override
    public List<Hospital> all() {
        return hospitals;
    }

    @Override
    public Optional<Hospital> find(TenantId id) {
        return hospitals.stream().filter(hospital -> hospital.id().equals(id)).findFirst();
    }

    @Override
    public Hospital get(TenantId id) {
        return find(id).orElseThrow(() -> new NoSuchElementException("no hospital " + id + " is in service"));
    }

    @Override
    public Optional<Hospital> byCalledAeTitle(String aeTitle) {
        return hospitals.stream()
                .filter(hospital -> hospital.aeTitle().equals(aeTitle))
                .findFirst();
    }

    @Override
    public Set<TenantId> ids() {
        return hospitals.stream().map(Hospital::id).collect(Collectors.toUnmodifiableSet());
    }
}
