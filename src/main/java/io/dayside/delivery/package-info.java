/**
 * The ways out: HL7 result, PDF, the hospital's own pages; retried until confirmed.
 */
@ApplicationModule(
        displayName = "Delivery",
        allowedDependencies = {
            "tenancy",
            "identity",
            "audit",
            "cases",
            "sla",
            "intake",
            "archive",
            "triage",
            "reading",
            "ui",
            "launch"
        })
@NullMarked
package io.dayside.delivery;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
