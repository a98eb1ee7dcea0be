/** Evidence and figures for those who answer for the service; today the trail's page. */
@ApplicationModule(
        displayName = "Insight",
        allowedDependencies = {"tenancy", "identity", "audit", "ui"})
@NullMarked
package io.dayside.insight;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
