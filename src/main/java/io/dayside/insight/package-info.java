/** Evidence for those who answer for the service: the trail's page, and the operator's. */
@ApplicationModule(
        displayName = "Insight",
        allowedDependencies = {"tenancy", "identity", "audit", "archive", "cases", "sla", "delivery", "ui"})
@NullMarked
package io.dayside.insight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
