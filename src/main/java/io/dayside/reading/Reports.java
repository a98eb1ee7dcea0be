package io.dayside.reading;

import io.dayside.cases.CaseId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Signed reports as hospitals receive them, for those who pass them on. */
public interface Reports {

    /** Every signed version that the hospital receives, oldest first. */
    List<SignedReport> of(CaseId id);

    /** The newest version that the hospital receives. */
    Optional<SignedReport> latest(CaseId id);

    /** On how many cases {@code username} has signed a report since {@code from}, at the caller's tenants. */
    int finishedBy(String username, Instant from);
}
