/**
 * Practical tests: a candidate reads cases of which the truth is known, some with planted errors of the AI, on the desk of
 * the reading room; what they score opens and closes competencies.
 *
 * <p>Start at {@link io.dayside.vetting.Marking} for what is measured, at {@link io.dayside.vetting.Sittings} for who sits.
 */
@ApplicationModule(
        displayName = "Vetting",
        allowedDependencies = {
            "tenancy",
            "identity",
            "audit",
            "archive",
            "intake",
            "triage",
            "cases",
            "sla",
            "priors",
            "imaging",
            "reading",
            "reading::desk",
            "workforce",
            "notices",
            "ui"
        })
@NullMarked
package io.dayside.vetting;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
