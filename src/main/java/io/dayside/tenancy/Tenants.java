package io.dayside.tenancy;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The hospitals in service. Answers come from memory and are as new as the last applied configuration. */
public interface Tenants {

    List<Hospital> all();

    /** Those whose patients are read for: all but libraries. */
    default List<Hospital> served() {
        return all().stream().filter(hospital -> !hospital.keepsLibrary()).toList();
    }

    Optional<Hospital> find(TenantId id);

    /** @throws java.util.NoSuchElementException when no such hospital is in service */
    Hospital get(TenantId id);

    /** The hospital that a called AE title names; PS3.8 7.1.1.3. */
    Optional<Hospital> byCalledAeTitle(String aeTitle);

    /** Every hospital in service, for work of the platform that visits all of them. */
    Set<TenantId> ids();
}
