/**
 * Simulated hospitals: studies computed from geometric phantoms, and pictures wrapped as DICOM objects.
 *
 * <p>Start at {@link io.dayside.demo.PhantomStudies} and {@link io.dayside.demo.WrappedImages}.
 */
@ApplicationModule(
        displayName = "Demonstration",
        allowedDependencies = {"dicom", "tenancy", "identity", "triage", "launch", "workbench"})
@NullMarked
package io.dayside.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
