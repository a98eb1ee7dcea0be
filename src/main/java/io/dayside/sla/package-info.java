/**
 * Clocks of cases against what the contract promises.
 *
 * <p>Start at {@link Clocks}.
 */
@ApplicationModule(
        displayName = "Service levels",
        allowedDependencies = {"tenancy", "identity", "audit", "intake", "cases", "ui"})
@NullMarked
package io.dayside.sla;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
