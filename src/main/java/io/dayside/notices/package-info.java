/**
 * Tells people what they must know now: in the pages, by mail, by webhook; and tells more people when nobody acts.
 *
 * <p>Start at {@link io.dayside.notices.Notices}.
 */
@ApplicationModule(
        displayName = "Notices",
        allowedDependencies = {
            "tenancy",
            "identity",
            "audit",
            "triage",
            "cases",
            "sla",
            "workforce",
            "collaboration",
            "routing",
            "ui"
        })
@NullMarked
package io.dayside.notices;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
