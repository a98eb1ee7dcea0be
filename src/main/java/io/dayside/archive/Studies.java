package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists from the archive's index. */
public interface Studies {

    /**
     * Studies of the visible tenants, newest arrival first.
     *
     * @param before the last study of the page before; absent for the first page
     * @param limit most studies to return
     */
    List<ArchivedStudy> newest(@Nullable ArchivedStudy before, int limit);

    /** Studies of a tenant under one accession number, oldest arrival first. */
    List<ArchivedStudy> withAccession(TenantId tenant, String accessionNumber);

    Optional<ArchivedInstance> instance(TenantId tenant, String sopInstanceUid);

    /** Objects of the visible tenants that were kept aside, newest first. */
    List<QuarantinedInstance> quarantined(int limit);
}
