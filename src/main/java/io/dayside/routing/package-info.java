/**
 * Who reads what next: eligibility with reasons, order, leases.
 *
 * <p>Start at {@link Worklist}, {@link Eligibility} and {@link Leases}.
 */
@ApplicationModule(
        displayName = "Routing",
        allowedDependencies = {
            "tenancy",
            "identity",
            "audit",
            "archive",
            "triage",
            "cases",
            "sla",
            "workforce",
            "collaboration",
            "ui",
            "launch"
        })
@NullMarked
package io.dayside.routing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
