/**
 * Hospitals, their facilities and contracts; the tenants that the current call may see.
 *
 * <p>Start at {@link Tenants} and {@link TenantScope}.
 */
@ApplicationModule(
        displayName = "Tenancy",
        allowedDependencies = {"launch"})
@NullMarked
package io.dayside.tenancy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
