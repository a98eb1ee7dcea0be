/**
 * Commands that show what the DICOM kernel does with files and how fast: {@code ./dayside dicom check} and {@code
 * ./dayside bench dicom}.
 */
@ApplicationModule(
        displayName = "DICOM workbench",
        allowedDependencies = {"dicom", "launch"})
@NullMarked
package io.dayside.workbench;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
