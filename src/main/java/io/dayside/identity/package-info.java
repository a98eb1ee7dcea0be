/**
 * Who is calling: login through Keycloak, roles, hospital memberships, and the second proof before signing.
 */
@ApplicationModule(
        displayName = "Identity",
        allowedDependencies = {"tenancy", "audit", "launch"})
@NullMarked
package io.dayside.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
