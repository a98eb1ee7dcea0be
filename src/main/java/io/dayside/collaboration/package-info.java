/**
 * More than one reader of one case: which readings a hospital asks for, which of them is due, and who has read.
 *
 * <p>Start at {@link Turns}.
 */
@ApplicationModule(
        displayName = "Collaboration",
        allowedDependencies = {"tenancy", "audit", "archive", "triage", "cases"})
@NullMarked
package io.dayside.collaboration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
