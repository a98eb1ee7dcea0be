package io.dayside.archive;

import io.dayside.tenancy.TenantId;

/** Another room's knowledge of which studies cannot wait. Asked for each object, with its tenant's scope bound. */
public interface StudyUrgency {

    /** Whether the object belongs to an order that is STAT. Answers from memory. */
    boolean isUrgent(TenantId tenant, String accessionNumber, String patientId);
}
