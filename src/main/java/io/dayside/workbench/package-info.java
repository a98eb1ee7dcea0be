/** Commands that show what the DICOM kernel does with files: {@code ./dayside dicom check}, {@code ./dayside dicom deidentify}. */
@ApplicationModule(
        displayName = "DICOM workbench",
        allowedDependencies = {"dicom", "launch"})
@NullMarked
package io.dayside.workbench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
