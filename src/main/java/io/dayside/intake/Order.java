package io.dayside.intake;

import io.dayside.tenancy.Priority;
import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the hospital asked for.
 *
 * @param placedAt when it came; where it was cancelled and sent again, when it came again
 */
public record Order(
        TenantId tenant,
        UUID id,
        String accessionNumber,
        String facility,
        Priority priority,
        String requestedProcedure,
        String clinicalHistory,
        String referrer,
        String patientId,
        String patientName,
        @Nullable LocalDate patientBirthDate,
        String patientSex,
        int expectedInstances,
        Instant placedAt) {}
