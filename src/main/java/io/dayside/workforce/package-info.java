/**
 * Specialists: licences, privileges, competencies, shifts.
 *
 * <p>Start at {@link Specialists}.
 */
@ApplicationModule(
        displayName = "Workforce",
        allowedDependencies = {"tenancy", "identity", "audit", "ui", "launch"})
@NullMarked
package io.dayside.workforce;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
