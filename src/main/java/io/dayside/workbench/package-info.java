/**
 * Commands that show what the DICOM kernel does with files, {@code ./dayside dicom check} and {@code ./dayside dicom
 * deidentify}, and benches.
 */
@ApplicationModule(
        displayName = "Workbench",
        allowedDependencies = {
            "dicom",
            "launch",
            "tenancy",
            "triage",
            "cases",
            "routing :: engine",
            "rostering",
            "simulation",
            "simulation :: statistics"
        })
@NullMarked
package io.dayside.workbench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
