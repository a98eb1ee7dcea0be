/**
 * The case: one piece of reading work, its number and its states.
 *
 * <p>Start at {@link Cases} and {@link CaseState}.
 */
@ApplicationModule(
        displayName = "Cases",
        allowedDependencies = {"tenancy", "audit", "archive", "intake", "triage"})
@NullMarked
package io.dayside.cases;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
