/**
 * DICOM objects in files, folders, archives and file-sets, PS3.10.
 *
 * <p>Start at {@link io.dayside.dicom.file.DicomFiles}.
 */
@NullMarked
package io.dayside.dicom.file;

import org.jspecify.annotations.NullMarked;
