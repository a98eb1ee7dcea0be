package io.dayside.critical;

import io.dayside.cases.CaseId;
import io.dayside.tenancy.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The way of critical results. What a method has stored is durable when it returns; each step is in the hospital's trail.
 * What the caller may not see is as if it did not exist: {@link java.util.NoSuchElementException}.
 */
public interface CriticalResults {

    /** For the specialist who holds the case or has signed its report. The hospital is told in the same transaction. */
    CriticalOutcome raise(CaseId id, String finding, String addressee);

    /**
     * For coordinators of the hospital.
     *
     * @param name who has heard of it
     * @param readBack what they have heard, in their words
     */
    CriticalOutcome acknowledge(TenantId tenant, UUID id, String name, String readBack);

    /**
     * For the specialist who raised it, holds the case or has signed its report: somebody heard of it on the phone.
     *
     * @param name whom they told
     * @param at when
     */
    CriticalOutcome notePhone(TenantId tenant, UUID id, String name, Instant at, String readBack);

    /**
     * Takes back what was raised in error, also after it was acknowledged. For the specialist who raised it, holds the case or
     * has signed its report. Whoever was told of it is told so.
     */
    CriticalOutcome withdraw(TenantId tenant, UUID id, String reason);

    /**
     * Of one case, oldest first: all for the hospital's people and for who holds the case or has signed its report, except while
     * they read independently; for others what they raised.
     */
    List<CriticalResult> of(CaseId id);

    /** Those that nobody has acknowledged, of hospitals whose own people the caller is, the first to be due first. */
    List<CriticalResult> waiting();
}
