/**
 * The ways out: HL7 result, PDF, the hospital's own pages; retried until confirmed.
 *
 * <p>Start at {@link Deliveries}.
 */
@ApplicationModule(
        displayName = "Delivery",
        allowedDependencies = {
            "tenancy",
            "identity",
            "audit",
            "archive",
            "intake",
            "triage",
            "cases",
            "sla",
            "workforce",
            "routing",
            "reading",
            "critical",
            "critical :: ui",
            "ui",
            "launch"
        })
@NullMarked
package io.dayside.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
