/** From DICOM objects to pictures that a model can be shown. */
@NullMarked
package io.dayside.triage.pixels;

import org.jspecify.annotations.NullMarked;
