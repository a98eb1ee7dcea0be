/**
 * Objects at rest: the durable store and its index.
 *
 * <p>Start at {@link Archive}.
 */
@ApplicationModule(
        displayName = "Archive",
        allowedDependencies = {"dicom", "tenancy", "audit", "launch"})
@NullMarked
package io.dayside.archive;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
