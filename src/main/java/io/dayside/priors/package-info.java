/**
 * Earlier studies of a patient for the comparison: found in and fetched from the hospital's PACS when a study arrives.
 *
 * <p>Start at {@link Priors}.
 */
@ApplicationModule(
        displayName = "Priors",
        allowedDependencies = {"dicom", "tenancy", "identity", "audit", "archive", "intake", "imaging", "cases"})
@NullMarked
package io.dayside.priors;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
