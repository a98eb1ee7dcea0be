package io.dayside.archive;

import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /** Those of these studies that are held, in no order. */
    List<ArchivedStudy> all(Collection<StudyRef> wanted);

    Optional<ArchivedInstance> instance(TenantId tenant, String sopInstanceUid);

    /** When the newest object of each visible tenant was received; a tenant that never sent is left out. */
    Map<TenantId, Instant> lastReceived(Set<TenantId> tenants);

    /** Objects of the visible tenants that were kept aside and wait for a decision, newest first. */
    List<QuarantinedInstance> quarantined(int limit);
}
