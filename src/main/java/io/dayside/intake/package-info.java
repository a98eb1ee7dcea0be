/**
 * The ways in: DICOM listener, HL7 orders, completeness of studies.
 *
 * <p>Start at {@link Orders}, {@link StudyArrivals} and {@link StudyCompleted}.
 */
@ApplicationModule(
        displayName = "Intake",
        allowedDependencies = {"dicom", "tenancy", "identity", "audit", "archive", "ui", "launch"})
@NullMarked
package io.dayside.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
