/** The frame around every page: navigation, theme, live updates. Knows no capability. */
@ApplicationModule(
        displayName = "Shell",
        allowedDependencies = {"tenancy", "identity"})
@NullMarked
package io.dayside.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
