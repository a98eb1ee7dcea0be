/**
 * The reading room: worklist, verdicts on findings, report, signature.
 *
 * <p>Start at {@link ReadingRoom} and {@link Reports}.
 */
@ApplicationModule(
        displayName = "Reading",
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
            "collaboration",
            "routing",
            "imaging",
            "priors",
            "critical",
            "critical :: ui",
            "ui"
        })
@NullMarked
package io.dayside.reading;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
