/**
 * The archive over DICOMweb (PS3.18): searching, retrieving and storing for a hospital's own systems, for viewers, and
 * for whoever may see a study.
 */
@ApplicationModule(
        displayName = "DICOMweb",
        allowedDependencies = {"dicom", "tenancy", "identity", "audit", "archive", "imaging", "intake"})
@NullMarked
package io.dayside.dicomweb;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
