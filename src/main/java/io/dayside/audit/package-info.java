/**
 * The append-only, hash-linked trail of what was done, by whom, to what.
 *
 * <p>Start at {@link AuditTrail}.
 */
@ApplicationModule(
        displayName = "Audit trail",
        allowedDependencies = {"tenancy", "launch"})
@NullMarked
package io.dayside.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
