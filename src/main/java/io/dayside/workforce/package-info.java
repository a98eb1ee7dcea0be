/**
 * Specialists: what they may read where, what proves it and until when, and their shifts.
 *
 * <p>Start at {@link Specialists} for who may read, at {@link Passports} for everything about one person.
 */
@ApplicationModule(
        displayName = "Workforce",
        allowedDependencies = {"tenancy", "identity", "audit", "cases", "ui", "launch", "rostering"})
@NullMarked
package io.dayside.workforce;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
