package io.dayside.reading;

import io.dayside.cases.CaseId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Signed reports, for those who pass them on. */
public interface Reports {

    /** Every signed version, oldest first. */
    List<SignedReport> of(CaseId id);

    /** The newest signed version. */
    Optional<SignedReport> latest(CaseId id);

    /** How many cases {@code username} has finished since {@code from}, at the caller's tenants. */
    int finishedBy(String username, Instant from);
}
