/**
 * Critical results: raised by who reads, told to the hospital's people, and tried with further people until somebody reads
 * them back.
 *
 * <p>Start at {@link io.dayside.critical.CriticalResults} and {@link io.dayside.critical.CriticalState}.
 */
@ApplicationModule(
        displayName = "Critical results",
        allowedDependencies = {
            "tenancy",
            "identity",
            "audit",
            "cases",
            "collaboration",
            "sla",
            "routing",
            "notices",
            "ui"
        })
@NullMarked
package io.dayside.critical;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
