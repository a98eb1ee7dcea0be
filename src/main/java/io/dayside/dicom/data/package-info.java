/** Data sets and their encodings: PS3.5, PS3.6 and PS3.10. */
@NullMarked
package io.dayside.dicom.data;

import org.jspecify.annotations.NullMarked;
