package io.dayside.intake;

import io.dayside.archive.StudyRef;
import io.dayside.tenancy.TenantId;
import java.util.Optional;
import java.util.UUID;

/** Orders of the hospitals. A cancelled order is found by its identifier only. */
public interface Orders {

    Optional<Order> find(TenantId tenant, UUID id);

    Optional<Order> byAccession(TenantId tenant, String accessionNumber);

    /** The order under which a study was acquired, by accession number and patient. */
    Optional<Order> of(StudyRef study);
}
