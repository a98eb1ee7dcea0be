/**
 * Pixels to the browser: manifest and exact frames of a study.
 */
@ApplicationModule(
        displayName = "Imaging",
        allowedDependencies = {"dicom", "tenancy", "identity", "audit", "archive"})
@NullMarked
package io.dayside.imaging;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
