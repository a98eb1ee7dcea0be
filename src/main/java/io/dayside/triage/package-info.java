/**
 * Models look at complete studies and claim findings with calibrated probability. They never decide.
 *
 * <p>Start at {@link Assessments} and {@link StudyAssessed}.
 */
@ApplicationModule(
        displayName = "Triage",
        allowedDependencies = {"dicom", "tenancy", "identity", "audit", "archive", "intake", "launch"})
@NullMarked
package io.dayside.triage;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
