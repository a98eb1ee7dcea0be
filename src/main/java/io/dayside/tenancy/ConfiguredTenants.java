package io.dayside.tenancy;

import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the database says of the hospitals, kept in memory. */
@Component
class ConfiguredTenants implements Tenants {

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private volatile List<Hospital> hospitals = List.of();

    ConfiguredTenants(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Reads the hospitals anew. */
    void reload() {
        hospitals = jdbc
                .sql("select config from tenant order by code")
                .query((row, _) -> json.readValue(row.getString("config"), Hospital.class))
                .list()
                .stream()
                .sorted(Comparator.comparing(Hospital::id))
                .toList();
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
