/** Fuzz targets with their seeds; {@link io.dayside.dicom.fuzz.FuzzTests} runs each for seconds. */
@NullMarked
package io.dayside.dicom.fuzz;

import org.jspecify.annotations.NullMarked;
